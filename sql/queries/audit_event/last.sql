-- Number and hash of the last event.
-- columns: id key, hash bytes
SELECT id, hash FROM audit_event ORDER BY id DESC LIMIT 1

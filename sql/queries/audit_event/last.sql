-- The hash of the last event.
-- columns: hash bytes
SELECT hash FROM audit_event ORDER BY id DESC LIMIT 1

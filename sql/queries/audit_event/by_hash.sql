-- An event with this hash, another one aside.
-- params: hash bytes, other key
-- columns: id key
SELECT id FROM audit_event WHERE hash = :hash AND id <> :other ORDER BY id LIMIT 1

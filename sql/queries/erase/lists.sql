-- Uploaded lists, to be looked through for one person.
-- params: after key
-- columns: id key, list bytes
SELECT id, list FROM employee_import WHERE id > :after ORDER BY id LIMIT 1

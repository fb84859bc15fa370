-- The checks of a person, oldest first.
-- params: person bytes
-- columns: id key, version int, content bytes
SELECT id, version, content FROM check_run WHERE person = :person ORDER BY id

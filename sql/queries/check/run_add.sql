-- One more check.
-- params: person bytes, content bytes
-- columns: id key
INSERT INTO check_run (person, version, content) VALUES (:person, 1, :content) RETURNING id

-- A person takes the first check.
-- params: person bytes, sealed_key bytes, now instant
INSERT INTO check_person (person, sealed_key, last_used) VALUES (:person, :sealed_key, :now)

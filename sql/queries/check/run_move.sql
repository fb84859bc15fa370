-- Then what hangs on it.
-- params: new_person bytes, person bytes
UPDATE check_run SET person = :new_person WHERE person = :person

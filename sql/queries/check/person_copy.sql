-- The checks of a guest go to the account: its row first, when the account has none.
-- params: new_person bytes, person bytes
INSERT INTO check_person (person, sealed_key, last_used)
SELECT :new_person, sealed_key, last_used FROM check_person
 WHERE person = :person AND NOT EXISTS (SELECT 1 FROM check_person AS other WHERE other.person = :new_person)

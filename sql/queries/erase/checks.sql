-- All checks of a person, with their key and what is shared of them.
-- params: person bytes
DELETE FROM check_person WHERE person = :person

-- The key goes, and with it (ON DELETE CASCADE) every check of the person.
-- params: person bytes
DELETE FROM check_person WHERE person = :person

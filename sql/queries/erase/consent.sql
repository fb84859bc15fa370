-- Of a person who is erased.
-- params: person bytes
DELETE FROM consent WHERE person = :person

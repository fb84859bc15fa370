-- A guest deletes everything.
-- params: person bytes
DELETE FROM consent WHERE person = :person

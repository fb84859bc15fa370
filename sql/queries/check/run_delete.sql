-- One check less.
-- params: id key, person bytes
DELETE FROM check_run WHERE id = :id AND person = :person

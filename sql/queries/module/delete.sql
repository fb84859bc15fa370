-- A module and all that hangs on it.
-- params: id key
DELETE FROM module WHERE id = :id

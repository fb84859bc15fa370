-- A run and its sittings.
-- params: id key
DELETE FROM run WHERE id = :id

-- Try to delete a version, whatever its state.
-- params: id key
DELETE FROM item_version WHERE id = :id

-- Try to change what a version of an item says, whatever its state.
-- params: facet text, id key
UPDATE item_version SET facet = :facet WHERE id = :id

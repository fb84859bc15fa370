-- Try to let the author of a version decide about it.
-- params: id key
UPDATE item_version SET reviewer = author WHERE id = :id

-- A draft less, by who wrote it.
-- params: id key, author ref
DELETE FROM item_version WHERE id = :id AND state = 'draft' AND author = :author

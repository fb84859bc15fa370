-- Ids of the runs of a module.
-- params: module ref
-- columns: id key
SELECT id FROM run WHERE module = :module ORDER BY id

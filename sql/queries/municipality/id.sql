-- The id of an official key.
-- params: ags text
-- columns: id key
SELECT id FROM municipality WHERE ags = :ags

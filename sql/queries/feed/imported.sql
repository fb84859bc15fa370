-- An import of a feed is complete.
-- params: imported_at instant, id key
UPDATE feed SET imported_at = :imported_at WHERE id = :id

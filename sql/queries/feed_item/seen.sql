-- An item was seen again, unchanged.
-- params: seen instant, id key
UPDATE feed_item SET last_seen = :seen WHERE id = :id

-- What is known of an item.
-- params: feed ref, external_id text
-- columns: id key, content_hash bytes, module ref, first_seen instant, last_seen instant, gone flag
SELECT id, content_hash, module, first_seen, last_seen, gone
  FROM feed_item
 WHERE feed = :feed AND external_id = :external_id

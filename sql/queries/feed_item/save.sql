-- An item was seen, new or changed.
-- params: feed ref, external_id text, content_hash bytes, unknown_fields json, module ref, seen instant
-- columns: id key
INSERT INTO feed_item (feed, external_id, content_hash, unknown_fields, module, first_seen, last_seen, gone)
VALUES (:feed, :external_id, :content_hash, :unknown_fields, :module, :seen, :seen, 0)
    ON CONFLICT (feed, external_id) DO UPDATE
   SET content_hash = excluded.content_hash, unknown_fields = excluded.unknown_fields,
       module = excluded.module, last_seen = excluded.last_seen, gone = 0
RETURNING id

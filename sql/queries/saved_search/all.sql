-- The searches of a guest, in the order in which they were kept.
-- params: guest ref
-- columns: id key, name text, query text, created instant, looked instant, seen bytes
SELECT id, name, query, created, looked, seen FROM saved_search WHERE guest = :guest ORDER BY id

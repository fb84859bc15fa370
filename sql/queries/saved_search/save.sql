-- One more search, or a new name for one that asks the same.
-- params: guest ref, name text, query text, now instant, seen bytes
-- columns: id key
INSERT INTO saved_search (guest, name, query, created, looked, seen)
VALUES (:guest, :name, :query, :now, :now, :seen)
    ON CONFLICT (guest, query) DO UPDATE
   SET name = excluded.name, looked = excluded.looked, seen = excluded.seen
RETURNING id

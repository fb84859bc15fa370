-- All feeds.
-- columns: id key, code text, name text, url text, imported_at instant
SELECT id, code, name, url, imported_at
  FROM feed
 ORDER BY code

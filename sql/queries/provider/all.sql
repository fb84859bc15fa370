-- All providers.
-- columns: id key, code text, name text, kind text, description text, city text, url text, demo flag
SELECT id, code, name, kind, description, city, url, demo
  FROM provider
 ORDER BY id

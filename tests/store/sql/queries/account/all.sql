-- All accounts by name.
-- columns: id key, name text
SELECT id, name FROM account ORDER BY name

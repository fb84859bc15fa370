-- All accounts by name.
-- columns: id key, name text
SELECT id, name FROM test_account ORDER BY name

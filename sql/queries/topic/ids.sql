-- Which id which code has, retired ones too.
-- columns: id key, code text
SELECT id, code FROM topic ORDER BY id

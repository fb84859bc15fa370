-- One setting.
-- params: name text
-- columns: value text
SELECT value FROM setting WHERE name = :name

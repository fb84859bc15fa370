-- One more.
-- params: name text
UPDATE counter SET value = value + 1 WHERE name = :name

-- The state of a counter.
-- params: name text
-- columns: value int
SELECT value FROM counter WHERE name = :name

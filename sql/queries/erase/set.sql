-- The files were cleaned after so many of them.
-- params: value int
UPDATE counter SET value = :value WHERE name = 'scrubbed'

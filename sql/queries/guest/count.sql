-- How many there are.
-- columns: guests int
SELECT count(*) AS guests FROM guest

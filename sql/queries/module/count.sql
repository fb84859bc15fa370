-- How many there are.
-- columns: modules int
SELECT count(*) AS modules FROM module

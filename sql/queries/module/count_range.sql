-- How many there are in a range of ids.
-- params: after key, last key
-- columns: modules int
SELECT count(*) AS modules FROM module WHERE id > :after AND id <= :last

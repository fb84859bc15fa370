-- Which organisation a municipality of the register is.
-- params: municipality ref
-- columns: id key
SELECT id FROM organisation WHERE municipality = :municipality

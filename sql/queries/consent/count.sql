-- How many acts of a person there are.
-- params: person bytes
-- columns: acts int
SELECT COUNT(*) AS acts FROM consent WHERE person = :person

-- A table that is not there: preparing must fail.
-- columns: id key
SELECT id FROM nowhere

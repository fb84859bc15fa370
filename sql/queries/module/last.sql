-- The highest id there is; 0: none.
-- columns: last int
SELECT coalesce(max(id), 0) AS last FROM module

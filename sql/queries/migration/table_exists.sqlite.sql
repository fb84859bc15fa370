-- Whether the table of applied migrations is there: 1 or 0.
-- columns: there int
SELECT count(*) AS there FROM sqlite_schema WHERE type = 'table' AND name = 'migration'

-- Whether the table of applied migrations is there: 1 or 0.
-- columns: there int
SELECT count(*) AS there FROM pg_catalog.pg_class
 WHERE relname = 'migration' AND relkind = 'r' AND pg_catalog.pg_table_is_visible(oid)

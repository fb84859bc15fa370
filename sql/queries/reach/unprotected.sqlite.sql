-- Tables of organisations before which this connection has no view.
-- columns: name text
SELECT m.name AS name
  FROM main.sqlite_master m JOIN pragma_table_info(m.name, 'main') c
 WHERE m.type = 'table' AND c.name = 'organisation' AND c.type = 'INTEGER'
   AND NOT EXISTS (SELECT 1 FROM temp.sqlite_master t WHERE t.type = 'view' AND t.name = m.name)
 ORDER BY m.name

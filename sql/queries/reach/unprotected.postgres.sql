-- Tables of organisations whose rows are not kept apart for every role.
-- columns: name text
SELECT c.relname::text AS name
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
 WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace
   AND a.attname = 'organisation' AND a.atttypid = 'bigint'::regtype AND NOT a.attisdropped
   AND NOT (c.relrowsecurity AND c.relforcerowsecurity
            AND (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid) = 4)
 ORDER BY c.relname

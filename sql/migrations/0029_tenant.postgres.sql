-- Rows of organisations are met by who reaches them (storage/reach.h). Settings of the transaction say who that is:
-- kc.tenant, ids of organisations, and kc.across, names of tables that a reason of storage/across.def opens ("name!"
-- for writing, "*" for all). Without them nothing is met.
CREATE FUNCTION kc_reaches(organisation bigint, in_table text) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(organisation = ANY (string_to_array(current_setting('kc.tenant', true), ',')::bigint[]), false)
        OR coalesce(ARRAY[in_table, '*'] && string_to_array(current_setting('kc.across', true), ','), false)
$$;

-- Gives every table with a column "organisation" of keys its policies, unless it has them. The program calls it after each
-- migration, so that no table is forgotten.
CREATE FUNCTION kc_protect() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    t name;
BEGIN
    FOR t IN
        SELECT c.relname
          FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
         WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace
           AND a.attname = 'organisation' AND a.atttypid = 'bigint'::regtype AND NOT a.attisdropped
           AND NOT (c.relrowsecurity AND c.relforcerowsecurity
                    AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'tenant_read'))
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('DROP POLICY IF EXISTS tenant_read ON %I', t);
        EXECUTE format('CREATE POLICY tenant_read ON %I FOR SELECT USING (organisation IS NULL OR kc_reaches(organisation, %L))', t, t);
        EXECUTE format('DROP POLICY IF EXISTS tenant_insert ON %I', t);
        EXECUTE format('CREATE POLICY tenant_insert ON %I FOR INSERT WITH CHECK (kc_reaches(organisation, %L))', t, t || '!');
        EXECUTE format('DROP POLICY IF EXISTS tenant_update ON %I', t);
        EXECUTE format('CREATE POLICY tenant_update ON %I FOR UPDATE USING (kc_reaches(organisation, %L))', t, t || '!');
        EXECUTE format('DROP POLICY IF EXISTS tenant_delete ON %I', t);
        EXECUTE format('CREATE POLICY tenant_delete ON %I FOR DELETE USING (kc_reaches(organisation, %L))', t, t || '!');
    END LOOP;
END
$$;

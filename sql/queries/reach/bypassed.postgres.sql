-- Whether the program's role stands above all policies.
-- columns: bypassed int
SELECT (rolsuper OR rolbypassrls)::integer AS bypassed FROM pg_roles WHERE rolname = current_user

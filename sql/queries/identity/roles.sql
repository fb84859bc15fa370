-- Roles that came by it.
-- params: identity ref
-- columns: organisation ref, role text
SELECT organisation, role FROM identity_role WHERE identity = :identity ORDER BY organisation, role

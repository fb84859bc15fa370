-- Own data: roles.
-- params: account ref
-- columns: organisation text, organisation_code text, role text, person_email text, granted_at instant
SELECT organisation.name AS organisation, organisation.code AS organisation_code, role_grant.role, role_grant.person_email,
       role_grant.granted AS granted_at
  FROM role_grant JOIN organisation ON organisation.id = role_grant.organisation
 WHERE role_grant.account = :account
 ORDER BY role_grant.id

-- Who may do what in an organisation, the longest first; by the address that the organisation knows.
-- params: organisation ref
-- columns: account ref, code text, email text, role text, granted instant
SELECT role_grant.account, account.code, role_grant.person_email AS email, role_grant.role, role_grant.granted
  FROM role_grant JOIN account ON account.id = role_grant.account
 WHERE role_grant.organisation = :organisation
 ORDER BY role_grant.granted, role_grant.id

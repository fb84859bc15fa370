-- Roles of a person, with the organisation's code for the audit log.
-- params: account ref
-- columns: organisation ref, organisation_code text, role text
SELECT organisation.id AS organisation, organisation.code AS organisation_code, role_grant.role
  FROM role_grant JOIN organisation ON organisation.id = role_grant.organisation
 WHERE role_grant.account = :account ORDER BY role_grant.id

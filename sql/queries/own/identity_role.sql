-- Own data: roles that another system gave.
-- params: account ref
-- columns: issuer text, organisation text, role text, confirmed_at instant
SELECT identity.issuer, organisation.name AS organisation, identity_role.role, identity_role.confirmed AS confirmed_at
  FROM identity_role
  JOIN identity ON identity.id = identity_role.identity
  JOIN organisation ON organisation.id = identity_role.organisation
 WHERE identity.account = :account
 ORDER BY identity_role.identity, organisation.id, identity_role.role

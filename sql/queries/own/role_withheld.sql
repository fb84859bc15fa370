-- Own data: roles that were taken by hand and that no service gives again.
-- params: account ref
-- columns: organisation text, role text, changed_at instant
SELECT organisation.name AS organisation, role_withheld.role, role_withheld.since AS changed_at
  FROM role_withheld JOIN organisation ON organisation.id = role_withheld.organisation
 WHERE role_withheld.account = :account
 ORDER BY organisation.id, role_withheld.role

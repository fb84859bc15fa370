-- Whether services may not give a person a role.
-- params: account ref, organisation ref, role text
-- columns: found int
SELECT COUNT(*) AS found FROM role_withheld WHERE account = :account AND organisation = :organisation AND role = :role

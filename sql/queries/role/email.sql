-- By which address an organisation knows who has a role there.
-- params: account ref, organisation ref, role text
-- columns: email text
SELECT person_email AS email FROM role_grant WHERE account = :account AND organisation = :organisation AND role = :role

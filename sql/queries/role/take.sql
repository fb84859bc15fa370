-- A person has a role in an organisation no more.
-- params: account ref, organisation ref, role text
DELETE FROM role_grant WHERE account = :account AND organisation = :organisation AND role = :role

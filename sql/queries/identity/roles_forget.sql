-- Who has, or has not, a role by hand has it of no service.
-- params: account ref, organisation ref, role text
DELETE FROM identity_role
 WHERE organisation = :organisation AND role = :role AND identity IN (SELECT id FROM identity WHERE account = :account)

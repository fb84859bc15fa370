-- The roles of a person.
-- params: account ref
-- columns: organisation ref, role text
SELECT organisation, role FROM role_grant WHERE account = :account ORDER BY id

-- Mail addresses of a person beside the account's: of work, of roles, and one to be.
-- params: account ref
-- columns: address text
SELECT person_email AS address FROM employment WHERE account = :account AND person_email <> ''
 UNION
SELECT person_email AS address FROM role_grant WHERE account = :account AND person_email <> ''
 UNION
SELECT value AS address FROM account_token WHERE account = :account AND value LIKE '%@%'

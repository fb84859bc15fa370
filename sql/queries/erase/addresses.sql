-- Mail addresses of a person beside the account's: of work, of roles, and former ones that are nobody else's. Not one
-- that was typed and never confirmed: it may be a stranger's.
-- params: account ref
-- columns: address text
SELECT person_email AS address FROM employment WHERE account = :account AND person_email <> ''
 UNION
SELECT person_email AS address FROM role_grant WHERE account = :account AND person_email <> ''
 UNION
SELECT email AS address FROM address_undo
 WHERE account = :account AND NOT EXISTS (SELECT 1 FROM account WHERE account.email = address_undo.email)

-- The account has no password.
-- params: account ref
DELETE FROM account_password WHERE account = :account

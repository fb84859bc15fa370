-- Without the second factor.
-- params: account ref
DELETE FROM account_totp WHERE account = :account

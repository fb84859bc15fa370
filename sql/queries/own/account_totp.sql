-- Own data: that there is a second factor; not its secret.
-- params: account ref
-- columns: confirmed_at instant
SELECT confirmed AS confirmed_at FROM account_totp WHERE account = :account

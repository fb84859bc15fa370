-- The second factor.
-- params: account ref
-- columns: secret bytes, confirmed instant, last_step int
SELECT secret, confirmed, last_step FROM account_totp WHERE account = :account

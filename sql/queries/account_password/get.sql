-- The password's hash.
-- params: account ref
-- columns: hash text, changed instant
SELECT hash, changed FROM account_password WHERE account = :account

-- Own data: that there is a password; not its hash.
-- params: account ref
-- columns: changed_at instant
SELECT changed AS changed_at FROM account_password WHERE account = :account

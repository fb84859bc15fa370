-- How many codes are left.
-- params: account ref
-- columns: codes int
SELECT count(*) AS codes FROM account_recovery WHERE account = :account AND used IS NULL

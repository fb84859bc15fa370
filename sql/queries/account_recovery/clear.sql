-- All recovery codes go.
-- params: account ref
DELETE FROM account_recovery WHERE account = :account

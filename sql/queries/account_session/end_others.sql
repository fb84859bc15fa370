-- Signed out everywhere but here; with 0 everywhere.
-- params: account ref, id key
DELETE FROM account_session WHERE account = :account AND id <> :id

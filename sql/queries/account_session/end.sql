-- Signed out.
-- params: id key, account ref
DELETE FROM account_session WHERE id = :id AND account = :account

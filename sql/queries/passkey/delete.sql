-- It opens nothing any more.
-- params: id key, account ref
DELETE FROM account_passkey WHERE id = :id AND account = :account

-- Called otherwise from now on.
-- params: name text, id key, account ref
UPDATE account_passkey SET name = :name WHERE id = :id AND account = :account

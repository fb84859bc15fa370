-- Of the account of a person who is erased.
-- params: account ref
DELETE FROM account_passkey WHERE account = :account

-- Of the account of a person who is erased.
-- params: account ref
DELETE FROM identity WHERE account = :account

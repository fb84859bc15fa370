-- Of the account of a person who is erased.
-- params: account ref
DELETE FROM address_undo WHERE account = :account

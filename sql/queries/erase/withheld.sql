-- Of the account of a person who is erased.
-- params: account ref
DELETE FROM role_withheld WHERE account = :account

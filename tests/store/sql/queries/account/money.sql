-- What is on one account.
-- params: id key
-- columns: money cents
SELECT money FROM account WHERE id = :id

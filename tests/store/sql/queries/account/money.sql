-- What is on one account.
-- params: id key
-- columns: money cents
SELECT money FROM test_account WHERE id = :id

-- The database counts two parameters, declared is one: preparing must fail.
-- params: id key
-- columns: money cents
SELECT money FROM test_account WHERE id IN (:id, ?2)

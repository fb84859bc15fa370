-- Declares the columns in another order than it answers them: preparing must fail.
-- columns: money cents, id key
SELECT id, money FROM test_account

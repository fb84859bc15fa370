-- Declares one column fewer than it answers: preparing must fail.
-- columns: id key
SELECT id, money FROM test_account

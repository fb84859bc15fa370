-- All money and the number of accounts.
-- columns: money cents, accounts int
SELECT CAST(coalesce(sum(money), 0) AS BIGINT) AS money, count(*) AS accounts FROM test_account

-- Put money on an account, or take it away.
-- params: amount cents, id key
UPDATE test_account SET money = money + :amount WHERE id = :id

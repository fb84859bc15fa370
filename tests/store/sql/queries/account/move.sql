-- Put money on an account, or take it away.
-- params: amount cents, id key
UPDATE account SET money = money + :amount WHERE id = :id

-- A new account.
-- params: name text, money cents, photo bytes, extra json,
-- params: weight real, owner ref
-- columns: id key
INSERT INTO test_account (name, money, photo, extra, weight, owner)
VALUES (:name, :money, :photo, :extra, :weight, :owner) RETURNING id

-- One account.
-- params: name text
-- columns: id key, name text, money cents, photo bytes, extra json, weight real, owner ref
SELECT id, name, money, photo, extra, weight, owner FROM test_account WHERE name = :name

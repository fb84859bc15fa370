-- Accounts (of money) whose sum never changes: what the tests move money between.
CREATE TABLE test_account (
    id     key,                                  -- 1 .. n
    name   text NOT NULL UNIQUE,                 -- any text
    money  cents NOT NULL CHECK (money >= 0),    -- what is on it
    photo  bytes,                                -- any bytes
    extra  json,                                 -- any JSON
    weight real,                                 -- any number
    owner  ref REFERENCES test_account                -- another one, or NULL
);

-- Whose passkey that is, and what it is verified by.
-- params: credential bytes
-- columns: id key, account ref, name text, algorithm int, public_key bytes, counter int
SELECT id, account, name, algorithm, public_key, counter FROM account_passkey WHERE credential = :credential

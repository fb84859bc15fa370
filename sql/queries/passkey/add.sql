-- A new passkey; no row: there is one with this id, of whomever.
-- params: account ref, credential bytes, name text, algorithm int, public_key bytes, counter int, now instant
INSERT INTO account_passkey (account, credential, name, algorithm, public_key, counter, created)
VALUES (:account, :credential, :name, :algorithm, :public_key, :counter, :now)
ON CONFLICT (credential) DO NOTHING

-- A password, new or changed.
-- params: account ref, hash text, changed instant
INSERT INTO account_password (account, hash, changed) VALUES (:account, :hash, :changed)
    ON CONFLICT (account) DO UPDATE SET hash = excluded.hash, changed = excluded.changed

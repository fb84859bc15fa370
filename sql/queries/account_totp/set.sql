-- A second factor, not in use before its first code. One in use stays as it is.
-- params: account ref, secret bytes
INSERT INTO account_totp (account, secret, confirmed, last_step) VALUES (:account, :secret, NULL, 0)
    ON CONFLICT (account) DO UPDATE SET secret = excluded.secret, last_step = 0 WHERE account_totp.confirmed IS NULL

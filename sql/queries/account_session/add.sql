-- Somebody has signed in.
-- params: token_hash bytes, account ref, now instant, expires instant, browser text, method text, passkey int
-- columns: id key
INSERT INTO account_session (token_hash, account, created, last_used, expires, browser, method, passkey)
VALUES (:token_hash, :account, :now, :now, :expires, :browser, :method, :passkey)
RETURNING id

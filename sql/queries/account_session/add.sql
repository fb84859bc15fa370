-- Somebody has signed in.
-- params: token_hash bytes, account ref, now instant, expires instant, browser text, method text
-- columns: id key
INSERT INTO account_session (token_hash, account, created, last_used, expires, browser, method)
VALUES (:token_hash, :account, :now, :now, :expires, :browser, :method)
RETURNING id

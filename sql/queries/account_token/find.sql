-- A link that still works.
-- params: token_hash bytes, now instant
-- columns: account ref, purpose text, value text
SELECT account, purpose, value FROM account_token WHERE token_hash = :token_hash AND used IS NULL AND expires > :now

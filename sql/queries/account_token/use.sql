-- A link works once.
-- params: now instant, token_hash bytes
UPDATE account_token SET used = :now WHERE token_hash = :token_hash AND used IS NULL AND expires > :now

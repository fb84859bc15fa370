-- Somebody uses it.
-- params: now instant, token_hash bytes
UPDATE guest SET last_used = :now WHERE token_hash = :token_hash

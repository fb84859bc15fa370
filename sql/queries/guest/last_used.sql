-- When a situation was used last.
-- params: token_hash bytes
-- columns: last_used instant
SELECT last_used FROM guest WHERE token_hash = :token_hash

-- Whose searches they are.
-- params: token_hash bytes
-- columns: id key
SELECT id FROM guest WHERE token_hash = :token_hash

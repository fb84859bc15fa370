-- All that is kept under a key.
-- params: token_hash bytes
DELETE FROM guest WHERE token_hash = :token_hash

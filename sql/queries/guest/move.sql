-- What a guest entered goes to the account that the guest signed in with, when nothing is kept there.
-- params: new_hash bytes, token_hash bytes
UPDATE guest SET token_hash = :new_hash
 WHERE token_hash = :token_hash AND NOT EXISTS (SELECT 1 FROM guest AS other WHERE other.token_hash = :new_hash)

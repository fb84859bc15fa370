-- The yes is taken back: all lists go with it.
-- params: token_hash bytes
DELETE FROM experience_consent WHERE guest IN (SELECT id FROM guest WHERE token_hash = :token_hash)

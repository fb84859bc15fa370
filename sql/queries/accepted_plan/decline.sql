-- The changes proposed are not wanted.
-- params: token_hash bytes, declined int
UPDATE accepted_plan SET declined = :declined
 WHERE guest = (SELECT id FROM guest WHERE token_hash = :token_hash)

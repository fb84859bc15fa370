-- It is not accepted any more.
-- params: token_hash bytes
DELETE FROM accepted_plan WHERE guest = (SELECT id FROM guest WHERE token_hash = :token_hash)

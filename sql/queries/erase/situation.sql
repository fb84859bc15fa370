-- The situation, with searches and plan.
-- params: guest bytes
DELETE FROM guest WHERE token_hash = :guest

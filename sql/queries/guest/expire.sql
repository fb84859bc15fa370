-- All that nobody has used since.
-- params: before instant
DELETE FROM guest WHERE last_used < :before

-- Tokens that ended before.
-- params: before instant
DELETE FROM directory_token WHERE expires < :before OR revoked < :before

-- Links that work no more anyway.
-- params: before instant
DELETE FROM account_token WHERE expires < :before

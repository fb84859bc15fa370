-- The session is used.
-- params: now instant, id key
UPDATE account_session SET last_used = :now WHERE id = :id

-- A token was used.
-- params: now instant, id key
UPDATE directory_token SET last_used = :now WHERE id = :id

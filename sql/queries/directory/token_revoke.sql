-- A token works no more.
-- params: now instant, id key, organisation ref
UPDATE directory_token SET revoked = :now WHERE id = :id AND organisation = :organisation AND revoked IS NULL

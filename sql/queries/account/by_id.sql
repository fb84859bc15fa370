-- One account, by its id.
-- params: id key
-- columns: id key, code text, email text, name text, language text, status text, created instant, confirmed instant, signed_in instant
SELECT id, code, email, name, language, status, created, confirmed, signed_in FROM account WHERE id = :id

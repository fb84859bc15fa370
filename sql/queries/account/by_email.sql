-- One account, by its email.
-- params: email text
-- columns: id key, code text, email text, name text, language text, status text, created instant, confirmed instant, signed_in instant
SELECT id, code, email, name, language, status, created, confirmed, signed_in FROM account WHERE email = :email

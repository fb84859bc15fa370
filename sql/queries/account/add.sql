-- A new account.
-- params: code text, email text, name text, language text, status text, created instant, confirmed instant
-- columns: id key
INSERT INTO account (code, email, name, language, status, created, confirmed)
VALUES (:code, :email, :name, :language, :status, :created, :confirmed)
    ON CONFLICT (email) DO NOTHING
RETURNING id

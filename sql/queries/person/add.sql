-- An account for somebody who was entered by an organisation and has not been here yet.
-- params: code text, email text, name text, now instant
-- columns: id key
INSERT INTO account (code, email, name, language, status, created)
VALUES (:code, :email, :name, 'de', 'unconfirmed', :now)
RETURNING id

-- A directory is let in from now on.
-- params: organisation ref, code text, token_hash bytes, label text, invites flag, made_by ref, created instant
-- params: expires instant
-- columns: id key
INSERT INTO directory_token (organisation, code, token_hash, label, invites, made_by, created, expires)
VALUES (:organisation, :code, :token_hash, :label, :invites, :made_by, :created, :expires)
RETURNING id

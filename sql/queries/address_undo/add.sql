-- An address that an account had, with the link that puts it back.
-- params: token_hash bytes, account ref, email text, since instant, written instant, expires instant
INSERT INTO address_undo (token_hash, account, email, since, written, expires)
VALUES (:token_hash, :account, :email, :since, :written, :expires)

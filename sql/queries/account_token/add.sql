-- A link of a mail.
-- params: token_hash bytes, account ref, purpose text, value text, expires instant
INSERT INTO account_token (token_hash, account, purpose, value, expires)
VALUES (:token_hash, :account, :purpose, :value, :expires)

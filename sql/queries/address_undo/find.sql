-- A link that still works.
-- params: token_hash bytes, now instant
-- columns: account ref, email text, since instant
SELECT account, email, since FROM address_undo WHERE token_hash = :token_hash AND expires > :now

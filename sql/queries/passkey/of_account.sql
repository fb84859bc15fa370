-- The passkeys of a person, in the order in which they were added.
-- params: account ref
-- columns: id key, credential bytes, name text, created instant, used instant
SELECT id, credential, name, created, used FROM account_passkey WHERE account = :account ORDER BY created, id

-- Own data: the passkeys of the person; not their keys.
-- params: account ref
-- columns: name text, credential text, created_at instant, used_at instant
SELECT name, lower(hex(credential)) AS credential, created AS created_at, used AS used_at
  FROM account_passkey WHERE account = :account ORDER BY id

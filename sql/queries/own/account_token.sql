-- Own data: links in mails; not their secrets.
-- params: account ref
-- columns: purpose text, value text, expires_at instant, used_at instant
SELECT purpose, value, expires AS expires_at, used AS used_at
  FROM account_token WHERE account = :account ORDER BY expires, purpose

-- Own data: where the person is signed in.
-- params: account ref
-- columns: browser text, method text, created_at instant, last_used_at instant, expires_at instant
SELECT browser, CASE WHEN passkey > 0 THEN 'passkey' ELSE method END AS method, created AS created_at, last_used AS last_used_at, expires AS expires_at
  FROM account_session WHERE account = :account ORDER BY created, id

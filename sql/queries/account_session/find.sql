-- Who that is: only an active account, only a session that has not ended.
-- params: token_hash bytes, now instant, used_after instant
-- columns: id key, last_used instant, account key, code text, name text
SELECT account_session.id AS id, account_session.last_used AS last_used, account.id AS account, account.code AS code, account.name AS name
  FROM account_session JOIN account ON account.id = account_session.account
 WHERE account_session.token_hash = :token_hash AND account_session.expires > :now AND account_session.last_used > :used_after
   AND account.status = 'active'

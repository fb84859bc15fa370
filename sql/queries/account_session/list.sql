-- Where a person is signed in, the latest use first.
-- params: account ref, now instant, used_after instant
-- columns: id key, created instant, last_used instant, browser text, method text
SELECT id, created, last_used, browser, method FROM account_session
 WHERE account = :account AND expires > :now AND last_used > :used_after ORDER BY last_used DESC, id DESC

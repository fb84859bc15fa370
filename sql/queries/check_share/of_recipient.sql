-- What somebody may read now, the newest first.
-- params: recipient bytes, now instant
-- columns: code text, sealed_key bytes, content bytes, created instant, expires instant
SELECT code, sealed_key, content, created, expires FROM check_share
 WHERE recipient = :recipient AND expires > :now
 ORDER BY created DESC, code

-- One result that somebody may read now.
-- params: code text, recipient bytes, now instant
-- columns: sealed_key bytes, content bytes, created instant, expires instant
SELECT sealed_key, content, created, expires FROM check_share
 WHERE code = :code AND recipient = :recipient AND expires > :now

-- What a person shares now, the oldest first.
-- params: person bytes, now instant
-- columns: code text, run ref, note bytes, created instant, expires instant
SELECT check_share.code, check_share.run, check_share.note, check_share.created, check_share.expires
  FROM check_share JOIN check_run ON check_run.id = check_share.run
 WHERE check_run.person = :person AND check_share.expires > :now
 ORDER BY check_share.created, check_share.code

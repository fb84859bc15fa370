-- When what a person shares was read.
-- params: person bytes, now instant
-- columns: share text, at instant
SELECT check_share_look.share, check_share_look.at
  FROM check_share_look JOIN check_share ON check_share.code = check_share_look.share
  JOIN check_run ON check_run.id = check_share.run
 WHERE check_run.person = :person AND check_share.expires > :now
 ORDER BY check_share_look.id

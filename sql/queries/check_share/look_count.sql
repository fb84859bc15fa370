-- How often it was read.
-- params: share text
-- columns: looks int
SELECT count(*) AS looks FROM check_share_look WHERE share = :share

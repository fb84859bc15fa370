-- Own data: results that others share with the person; what they hold is about the others.
-- params: recipient bytes
-- columns: created_at instant, expires_at instant
SELECT created AS created_at, expires AS expires_at FROM check_share WHERE recipient = :recipient ORDER BY created, code

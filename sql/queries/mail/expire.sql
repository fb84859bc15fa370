-- Mails of long ago, sent or given up.
-- params: before instant
DELETE FROM mail WHERE created < :before

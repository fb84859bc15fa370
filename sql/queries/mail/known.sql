-- Whether there is such a mail.
-- params: id key
-- columns: mails int
SELECT count(*) AS mails FROM mail WHERE id = :id

-- Mails to be sent now, the oldest first.
-- params: now instant, tries_max int, mails int
-- columns: id key, recipient text, subject text, body text, created instant, tries int
SELECT id, recipient, subject, body, created, tries FROM mail
 WHERE sent IS NULL AND next_try <= :now AND tries < :tries_max ORDER BY next_try, id LIMIT :mails

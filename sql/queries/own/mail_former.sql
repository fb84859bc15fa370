-- Own data: mails to addresses that the account had, while these are nobody else's.
-- params: account ref
-- columns: recipient text, subject text, body text, created_at instant, sent_at instant, failure text
SELECT recipient, subject, body, created AS created_at, sent AS sent_at, failure
  FROM mail
 WHERE recipient IN (SELECT email FROM address_undo WHERE account = :account)
   AND NOT EXISTS (SELECT 1 FROM account WHERE account.email = mail.recipient)
 ORDER BY id DESC

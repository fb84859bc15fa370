-- Own data: mails to the person, sent or to be sent, from the newest.
-- params: email text
-- columns: recipient text, subject text, body text, created_at instant, sent_at instant, failure text
SELECT recipient, subject, body, created AS created_at, sent AS sent_at, failure
  FROM mail WHERE recipient = :email ORDER BY id DESC

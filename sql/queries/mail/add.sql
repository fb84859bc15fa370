-- A mail to be sent.
-- params: recipient text, subject text, body text, created instant
INSERT INTO mail (recipient, subject, body, created, tries, next_try, failure)
VALUES (:recipient, :subject, :body, :created, 0, :created, '')

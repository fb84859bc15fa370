-- The latest mails, for the demo's page.
-- params: mails int
-- columns: id key, recipient text, subject text, body text, created instant, tries int
SELECT id, recipient, subject, body, created, tries FROM mail ORDER BY id DESC LIMIT :mails

-- Who that is here.
-- params: issuer text, subject text
-- columns: id key, account ref
SELECT id, account FROM identity WHERE issuer = :issuer AND subject = :subject

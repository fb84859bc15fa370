-- A person as another system knows them.
-- params: issuer text, subject text, account ref, now instant
-- columns: id key
INSERT INTO identity (issuer, subject, account, created) VALUES (:issuer, :subject, :account, :now) RETURNING id

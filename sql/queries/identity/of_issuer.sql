-- Everybody whom a service knows.
-- params: issuer text
-- columns: id key, account ref, code text
SELECT identity.id, identity.account, account.code FROM identity JOIN account ON account.id = identity.account
 WHERE identity.issuer = :issuer
 ORDER BY identity.id

-- With what a person can sign in, of the services that there are.
-- params: account ref
-- columns: id key, name text, created instant
SELECT identity.id, issuer.name, identity.created FROM identity JOIN issuer ON issuer.url = identity.issuer
 WHERE identity.account = :account ORDER BY identity.created, identity.id

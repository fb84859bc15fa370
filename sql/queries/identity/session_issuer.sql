-- With what the session began.
-- params: session ref
-- columns: code text
SELECT issuer.code FROM identity_session
  JOIN identity ON identity.id = identity_session.identity
  JOIN issuer ON issuer.url = identity.issuer
 WHERE identity_session.session = :session

-- Own data: where the person is signed in by another system.
-- params: account ref
-- columns: issuer text, created_at instant
SELECT identity.issuer, account_session.created AS created_at
  FROM identity_session
  JOIN identity ON identity.id = identity_session.identity
  JOIN account_session ON account_session.id = identity_session.session
 WHERE identity.account = :account
 ORDER BY identity_session.session

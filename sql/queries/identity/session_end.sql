-- The service says that its session is over.
-- params: issuer text, sid bytes
DELETE FROM account_session WHERE id IN
       (SELECT identity_session.session FROM identity_session JOIN identity ON identity.id = identity_session.identity
         WHERE identity.issuer = :issuer AND identity_session.sid = :sid)

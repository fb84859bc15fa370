-- A session that began with it.
-- params: session ref, identity ref, sid bytes
INSERT INTO identity_session (session, identity, sid) VALUES (:session, :identity, :sid)

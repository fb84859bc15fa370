-- All that began with it are over, but this one (0: all).
-- params: identity ref, kept int
DELETE FROM account_session WHERE id <> :kept AND id IN
       (SELECT session FROM identity_session WHERE identity = :identity)

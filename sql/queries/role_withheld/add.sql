-- A role that a service gave to a person was taken by hand: services give it no more.
-- params: account ref, organisation ref, role text, now instant
INSERT INTO role_withheld (account, organisation, role, since)
SELECT account.id, organisation.id, :role, :now
  FROM account JOIN organisation ON organisation.id = :organisation
 WHERE account.id = :account
   AND EXISTS (SELECT 1 FROM identity_role JOIN identity ON identity.id = identity_role.identity
                WHERE identity.account = account.id AND identity_role.organisation = organisation.id
                  AND identity_role.role = :role)
    ON CONFLICT (account, organisation, role) DO NOTHING

-- The roles of a person that are in force: not what services gave and none has confirmed since a time (ISSUER-12).
-- params: account ref, since instant
-- columns: organisation ref, role text
SELECT organisation, role
  FROM role_grant
 WHERE account = :account
   AND COALESCE((SELECT MAX(identity_role.confirmed)
                   FROM identity_role JOIN identity ON identity.id = identity_role.identity
                  WHERE identity.account = role_grant.account AND identity_role.organisation = role_grant.organisation
                    AND identity_role.role = role_grant.role), :since) >= :since
 ORDER BY id

-- Roles that only this person has in an organisation.
-- params: account ref
-- columns: organisation text, role text
SELECT organisation.name AS organisation, role_grant.role
  FROM role_grant JOIN organisation ON organisation.id = role_grant.organisation
 WHERE role_grant.account = :account
   AND role_grant.role IN ('hr', 'provider', 'certifier', 'funder', 'operator')
   AND organisation.status <> 'left'
   AND NOT EXISTS (SELECT 1 FROM role_grant AS other JOIN account ON account.id = other.account
                    WHERE other.organisation = role_grant.organisation AND other.role = role_grant.role
                      AND other.account <> role_grant.account AND account.status = 'active')
 ORDER BY role_grant.id

-- Roles that came with work that is over, in one organisation or, with 0, in all (ORG-23). Work is what the person said is
-- right: what was only entered, or declined, holds no role.
-- params: organisation int, today day
-- columns: account ref, account_code text, organisation ref, organisation_code text, role text
SELECT role_grant.account, account.code AS account_code, role_grant.organisation, organisation.code AS organisation_code,
       role_grant.role
  FROM role_grant
  JOIN account ON account.id = role_grant.account
  JOIN organisation ON organisation.id = role_grant.organisation
 WHERE (:organisation = 0 OR role_grant.organisation = :organisation)
   AND role_grant.role IN ('learner', 'superior', 'hr')
   AND EXISTS (SELECT 1 FROM employment
                WHERE employment.account = role_grant.account AND employment.organisation = role_grant.organisation
                  AND (employment.answer = 'accepted' OR employment.last_day < :today))
   AND NOT EXISTS (SELECT 1 FROM employment
                    WHERE employment.account = role_grant.account
                      AND employment.organisation = role_grant.organisation
                      AND employment.answer = 'accepted'
                      AND (employment.last_day IS NULL OR employment.last_day >= :today))
 ORDER BY role_grant.id

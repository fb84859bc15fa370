-- When a service last said that a person has the role: what it no longer confirms is not in force (ISSUER-12).
ALTER TABLE identity_role ADD COLUMN confirmed instant NOT NULL DEFAULT 0; -- when it last said so
UPDATE identity_role SET confirmed = COALESCE(
    (SELECT MAX(account_session.created) FROM identity_session
       JOIN account_session ON account_session.id = identity_session.session
      WHERE identity_session.identity = identity_role.identity),
    (SELECT identity.created FROM identity WHERE identity.id = identity_role.identity), 0);

-- Roles that a service gave and that were taken by hand: no service gives them again (ISSUER-11).
CREATE TABLE role_withheld (
    account      ref NOT NULL REFERENCES account ON DELETE CASCADE, -- from whom
    organisation ref NOT NULL REFERENCES organisation, -- where
    role         text NOT NULL,                  -- as what
    since        instant NOT NULL,               -- when it was taken
    PRIMARY KEY (account, organisation, role)
);
INSERT INTO role_withheld (account, organisation, role, since)
SELECT DISTINCT identity.account, identity_role.organisation, identity_role.role, identity.created
  FROM identity_role JOIN identity ON identity.id = identity_role.identity
 WHERE NOT EXISTS (SELECT 1 FROM role_grant
                    WHERE role_grant.account = identity.account AND role_grant.organisation = identity_role.organisation
                      AND role_grant.role = identity_role.role)
   AND NOT EXISTS (SELECT 1 FROM identity AS other JOIN identity_role AS also ON also.identity = other.id
                    WHERE other.account = identity.account AND other.id < identity.id
                      AND also.organisation = identity_role.organisation AND also.role = identity_role.role);
DELETE FROM identity_role
 WHERE EXISTS (SELECT 1 FROM role_withheld JOIN identity ON identity.account = role_withheld.account
                WHERE identity.id = identity_role.identity AND role_withheld.organisation = identity_role.organisation
                  AND role_withheld.role = identity_role.role);

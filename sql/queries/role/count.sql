-- How many people who can sign in have a role in an organisation.
-- params: organisation ref, role text
-- columns: people int
SELECT COUNT(*) AS people FROM role_grant JOIN account ON account.id = role_grant.account
 WHERE role_grant.organisation = :organisation AND role_grant.role = :role AND account.status = 'active'

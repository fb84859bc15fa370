-- Registrations that nobody confirmed, and whom nobody employs.
-- params: before instant
DELETE FROM account
 WHERE status = 'unconfirmed' AND created < :before
   AND NOT EXISTS (SELECT 1 FROM employment WHERE employment.account = account.id)
   AND NOT EXISTS (SELECT 1 FROM role_grant WHERE role_grant.account = account.id)

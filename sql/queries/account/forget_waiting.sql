-- An account that waited for the owner of its mailbox, once what was entered for it is somebody's.
-- params: id key
DELETE FROM account
 WHERE id = :id AND status = 'unconfirmed'
   AND NOT EXISTS (SELECT 1 FROM employment WHERE employment.account = account.id)

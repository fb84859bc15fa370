-- It was put back: this link, others to the same mailbox and those of later changes work no more.
-- params: now instant, account ref, since instant, email text
UPDATE address_undo SET expires = :now
 WHERE account = :account AND expires > :now AND (since >= :since OR email = :email)

-- What hangs on nobody's account under an address of the person (ORG-31).
-- params: email text
DELETE FROM employment
 WHERE person_email = :email AND account IN (SELECT id FROM account WHERE status = 'erased')

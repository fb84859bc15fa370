-- The account of a mail address.
-- params: email text
-- columns: id key
SELECT id FROM account WHERE email = :email

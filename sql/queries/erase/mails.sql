-- Mails to an address.
-- params: email text
DELETE FROM mail WHERE recipient = :email

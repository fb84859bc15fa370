-- An organisation whose contact is not there any more.
-- params: email text
UPDATE organisation SET contact_name = '', contact_email = '', contact_phone = '' WHERE lower(contact_email) = :email

-- Own data: organisations of which the person is the contact.
-- params: email text
-- columns: organisation text, organisation_code text, contact_name text, contact_email text, contact_phone text
SELECT name AS organisation, code AS organisation_code, contact_name, contact_email, contact_phone
  FROM organisation WHERE lower(contact_email) = :email ORDER BY id

-- One organisation by its key.
-- params: id key
-- columns: id key, code text, kind text, name text, state text, municipality ref, provider ref, status text
-- columns: admitted_on day, left_on day, shares int, leitweg_id text, employees int, contact_name text
-- columns: contact_email text, contact_phone text, created instant
SELECT id, code, kind, name, state, municipality, provider, status, admitted_on, left_on, shares, leitweg_id, employees,
       contact_name, contact_email, contact_phone, created
  FROM organisation
 WHERE id = :id

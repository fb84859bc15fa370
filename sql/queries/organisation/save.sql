-- An organisation, new or changed; its kind and when it was entered stay.
-- params: code text, kind text, name text, state text, municipality ref, provider ref, status text, admitted_on day
-- params: left_on day, shares int, leitweg_id text, employees int, contact_name text, contact_email text
-- params: contact_phone text, now instant
-- columns: id key
INSERT INTO organisation (code, kind, name, state, municipality, provider, status, admitted_on, left_on, shares, leitweg_id,
       employees, contact_name, contact_email, contact_phone, created)
VALUES (:code, :kind, :name, :state, :municipality, :provider, :status, :admitted_on, :left_on, :shares, :leitweg_id,
       :employees, :contact_name, :contact_email, :contact_phone, :now)
    ON CONFLICT (code) DO UPDATE
   SET name = excluded.name, state = excluded.state, municipality = excluded.municipality, provider = excluded.provider,
       status = excluded.status, admitted_on = excluded.admitted_on, left_on = excluded.left_on, shares = excluded.shares,
       leitweg_id = excluded.leitweg_id, employees = excluded.employees, contact_name = excluded.contact_name,
       contact_email = excluded.contact_email, contact_phone = excluded.contact_phone
RETURNING id

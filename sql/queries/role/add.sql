-- A role for a person in an organisation, if they do not have it yet.
-- params: account ref, organisation ref, role text, now instant, granted_by ref, person_email text
INSERT INTO role_grant (account, organisation, role, granted, granted_by, person_email)
VALUES (:account, :organisation, :role, :now, :granted_by, :person_email)
    ON CONFLICT (account, organisation, role) DO NOTHING

-- What the directory says of somebody.
-- params: employment ref, organisation ref, user_name text, external_id text, given_name text, family_name text
-- params: state text, created instant
INSERT INTO directory_entry (employment, organisation, user_name, external_id, given_name, family_name, state, created)
VALUES (:employment, :organisation, :user_name, :external_id, :given_name, :family_name, :state, :created)
    ON CONFLICT (employment) DO UPDATE
   SET user_name = excluded.user_name, external_id = excluded.external_id, given_name = excluded.given_name,
       family_name = excluded.family_name, state = excluded.state

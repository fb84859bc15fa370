-- What the directory of an organisation says of its people.
-- params: organisation ref
-- columns: employment ref, user_name text, external_id text, given_name text, family_name text, state text
-- columns: created instant
SELECT employment, user_name, external_id, given_name, family_name, state, created
  FROM directory_entry
 WHERE organisation = :organisation
 ORDER BY employment

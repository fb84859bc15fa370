-- Own data: what directories of employers say.
-- params: account ref
-- columns: organisation text, user_name text, external_id text, given_name text, family_name text, status text
-- columns: created_at instant
SELECT organisation.name AS organisation, directory_entry.user_name, directory_entry.external_id,
       directory_entry.given_name, directory_entry.family_name, directory_entry.state AS status,
       directory_entry.created AS created_at
  FROM directory_entry
  JOIN employment ON employment.id = directory_entry.employment
  JOIN organisation ON organisation.id = directory_entry.organisation
 WHERE employment.account = :account
 ORDER BY directory_entry.employment

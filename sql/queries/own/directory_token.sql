-- Own data: tokens of directories that the person made.
-- params: account ref
-- columns: organisation text, name text, invites flag, created_at instant, expires_at instant, last_used_at instant
-- columns: revoked_at instant
SELECT organisation.name AS organisation, directory_token.label AS name, directory_token.invites,
       directory_token.created AS created_at, directory_token.expires AS expires_at,
       directory_token.last_used AS last_used_at, directory_token.revoked AS revoked_at
  FROM directory_token JOIN organisation ON organisation.id = directory_token.organisation
 WHERE directory_token.made_by = :account
 ORDER BY directory_token.id

-- The tokens of an organisation, the newest first.
-- params: organisation ref
-- columns: id key, organisation ref, code text, label text, invites flag, made_by ref, created instant
-- columns: expires instant, last_used instant, revoked instant
SELECT id, organisation, code, label, invites, made_by, created, expires, last_used, revoked
  FROM directory_token
 WHERE organisation = :organisation
 ORDER BY id DESC

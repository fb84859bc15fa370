-- Services that people may sign in with, by name.
-- columns: id key, code text, kind text, name text, url text, client text, secret bytes, organisation ref, domains text
SELECT id, code, kind, name, url, client, secret, organisation, domains FROM issuer ORDER BY name, id

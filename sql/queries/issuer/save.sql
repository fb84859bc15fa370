-- A service that people may sign in with, new or changed.
-- params: code text, kind text, name text, url text, client text, secret bytes, organisation ref, domains text, now instant
-- columns: id key
INSERT INTO issuer (code, kind, name, url, client, secret, organisation, domains, created)
VALUES (:code, :kind, :name, :url, :client, :secret, :organisation, :domains, :now)
    ON CONFLICT (code) DO UPDATE SET kind = excluded.kind, name = excluded.name, url = excluded.url, client = excluded.client,
       secret = excluded.secret, organisation = excluded.organisation, domains = excluded.domains
RETURNING id

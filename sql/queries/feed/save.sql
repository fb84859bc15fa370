-- A feed, new or changed.
-- params: code text, name text, url text
-- columns: id key
INSERT INTO feed (code, name, url)
VALUES (:code, :name, :url)
    ON CONFLICT (code) DO UPDATE
   SET name = excluded.name, url = excluded.url
RETURNING id

-- A provider, new or changed.
-- params: code text, name text, kind text, description text, city text, url text, demo flag
-- columns: id key
INSERT INTO provider (code, name, kind, description, city, url, demo)
VALUES (:code, :name, :kind, :description, :city, :url, :demo)
    ON CONFLICT (code) DO UPDATE
   SET name = excluded.name, kind = excluded.kind, description = excluded.description, city = excluded.city,
       url = excluded.url, demo = excluded.demo
RETURNING id

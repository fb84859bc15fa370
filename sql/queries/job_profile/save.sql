-- A job profile, new or changed.
-- params: code text, name_de text, name_en text, description text, place int
-- columns: id key
INSERT INTO job_profile (code, name_de, name_en, description, place, retired)
VALUES (:code, :name_de, :name_en, :description, :place, 0)
    ON CONFLICT (code) DO UPDATE
   SET name_de = excluded.name_de, name_en = excluded.name_en, description = excluded.description,
       place = excluded.place, retired = excluded.retired
RETURNING id

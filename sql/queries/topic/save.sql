-- A topic, new or changed.
-- params: id key, code text, name_de text, name_en text, place int
INSERT INTO topic (id, code, name_de, name_en, place, retired)
VALUES (:id, :code, :name_de, :name_en, :place, 0)
    ON CONFLICT (id) DO UPDATE
   SET code = excluded.code, name_de = excluded.name_de, name_en = excluded.name_en, place = excluded.place,
       retired = excluded.retired

-- A group, new or changed.
-- params: code text, area text, name_de text, name_en text, place int
INSERT INTO competence_group (code, area, name_de, name_en, place, retired)
VALUES (:code, :area, :name_de, :name_en, :place, 0)
    ON CONFLICT (code) DO UPDATE
   SET area = excluded.area, name_de = excluded.name_de, name_en = excluded.name_en, place = excluded.place,
       retired = excluded.retired

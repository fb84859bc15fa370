-- A competence, new or changed.
-- params: id key, code text, area text, competence_group text, digcomp text, name_de text, name_en text
-- params: description text, band_1 text, band_2 text, band_3 text, band_4 text, place int
INSERT INTO competence (id, code, area, competence_group, digcomp, name_de, name_en, description, band_1, band_2, band_3, band_4,
       place, retired)
VALUES (:id, :code, :area, :competence_group, :digcomp, :name_de, :name_en, :description, :band_1, :band_2, :band_3,
       :band_4, :place, 0)
    ON CONFLICT (id) DO UPDATE
   SET code = excluded.code, area = excluded.area, competence_group = excluded.competence_group,
       digcomp = excluded.digcomp, name_de = excluded.name_de, name_en = excluded.name_en,
       description = excluded.description, band_1 = excluded.band_1, band_2 = excluded.band_2,
       band_3 = excluded.band_3, band_4 = excluded.band_4, place = excluded.place, retired = excluded.retired

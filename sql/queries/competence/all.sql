-- Current competences, as shown.
-- columns: id key, code text, area text, competence_group text, digcomp text, name_de text, name_en text
-- columns: description text, band_1 text, band_2 text, band_3 text, band_4 text
SELECT id, code, area, competence_group, digcomp, name_de, name_en, description, band_1, band_2, band_3, band_4
  FROM competence
 WHERE retired = 0
 ORDER BY place, id

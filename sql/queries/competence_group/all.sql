-- Current groups, as shown.
-- columns: code text, area text, name_de text, name_en text
SELECT code, area, name_de, name_en
  FROM competence_group
 WHERE retired = 0
 ORDER BY place, code

-- Current topics, as shown.
-- columns: id key, code text, name_de text, name_en text
SELECT id, code, name_de, name_en
  FROM topic
 WHERE retired = 0
 ORDER BY place, id

-- Current job profiles, as shown.
-- columns: id key, code text, name_de text, name_en text, description text
SELECT id, code, name_de, name_en, description
  FROM job_profile
 WHERE retired = 0
 ORDER BY place, id

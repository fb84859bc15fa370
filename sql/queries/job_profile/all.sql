-- Current job profiles, as shown: the library's, and copies of organisations.
-- columns: id key, code text, name_de text, name_en text, description text, organisation ref
SELECT id, code, name_de, name_en, description, organisation
  FROM job_profile
 WHERE retired = 0
 ORDER BY place, id

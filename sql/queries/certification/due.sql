-- Seals that end until a day and were not announced yet.
-- params: today day, until day, most int
-- columns: id key, organisation ref, last_day day, title text
SELECT c.id, c.organisation, c.last_day, v.title
  FROM certification AS c JOIN module_version AS v ON v.id = c.version
 WHERE c.state IN ('granted', 'conditions') AND c.reminded IS NULL AND c.last_day >= :today AND c.last_day <= :until
 ORDER BY c.last_day, c.id LIMIT :most

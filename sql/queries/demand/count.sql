-- Whose confirmed jobs want what, in all organisations: sums alone leave the database.
-- params: today day, most int
-- columns: competence ref, level int, state text, people int, organisations int
SELECT t.competence, t.level, o.state, COUNT(DISTINCT e.account) AS people, COUNT(DISTINCT e.organisation) AS organisations
  FROM employment AS e
  JOIN organisation AS o ON o.id = e.organisation AND o.kind = 'municipality' AND o.status = 'admitted'
  JOIN job_target AS t ON t.job_profile = e.job
 WHERE e.job_confirmed IS NOT NULL AND e.answer <> 'declined' AND e.first_day <= :today
   AND (e.last_day IS NULL OR e.last_day >= :today)
 GROUP BY t.competence, t.level, o.state ORDER BY t.competence, t.level, o.state LIMIT :most

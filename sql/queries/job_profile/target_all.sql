-- Targets of all current job profiles.
-- columns: job_profile ref, competence ref, level level, weight int
SELECT t.job_profile, t.competence, t.level, t.weight
  FROM job_target t JOIN job_profile p ON p.id = t.job_profile
 WHERE p.retired = 0
 ORDER BY p.place, p.id, t.place

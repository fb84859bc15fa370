-- How many are current: of an organisation, and in all.
-- params: organisation ref
-- columns: own int, total int
SELECT count(CASE WHEN organisation = :organisation THEN 1 END) AS own, count(*) AS total
  FROM job_profile
 WHERE retired = 0

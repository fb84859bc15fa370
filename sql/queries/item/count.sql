-- How many versions these are.
-- params: competence text, level level, kind text, state text
-- columns: versions int
SELECT count(*) AS versions FROM item_version
 WHERE (:competence = '' OR competence = :competence) AND (:level = 0 OR level = :level)
   AND (:kind = '' OR kind = :kind) AND (:state = '' OR state = :state)

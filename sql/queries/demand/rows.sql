-- What was counted in a month.
-- params: month day, most int
-- columns: competence ref, level int, state text, people int, organisations int
SELECT competence, level, state, people, organisations FROM demand_row
 WHERE month = :month ORDER BY competence, level, state LIMIT :most

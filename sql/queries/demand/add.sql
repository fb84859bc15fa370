-- One cell of a month; it stays as it is.
-- params: month day, competence ref, level int, state text, people int, organisations int
INSERT INTO demand_row (month, competence, level, state, people, organisations)
VALUES (:month, :competence, :level, :state, :people, :organisations)
    ON CONFLICT DO NOTHING

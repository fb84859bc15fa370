-- Topics of all competences.
-- columns: competence ref, topic ref
SELECT competence, topic FROM competence_topic ORDER BY competence, topic

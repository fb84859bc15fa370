-- ESCO skills of all current competences.
-- columns: competence ref, uri text
SELECT e.competence, e.uri
  FROM competence_esco e JOIN competence c ON c.id = e.competence
 WHERE c.retired = 0
 ORDER BY e.competence, e.place

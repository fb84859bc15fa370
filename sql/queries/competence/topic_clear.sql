-- Forget the topics of a competence.
-- params: competence ref
DELETE FROM competence_topic WHERE competence = :competence

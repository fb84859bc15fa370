-- Forget which ESCO skills a competence means.
-- params: competence ref
DELETE FROM competence_esco WHERE competence = :competence

-- An ESCO skill that means a competence.
-- params: competence ref, uri text, place int
INSERT INTO competence_esco (competence, uri, place)
VALUES (:competence, :uri, :place)

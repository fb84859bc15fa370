-- A topic of a competence.
-- params: competence ref, topic ref
INSERT INTO competence_topic (competence, topic)
VALUES (:competence, :topic)

-- A competence that a module gives.
-- params: module ref, competence ref, from_level level, to_level level, place int
INSERT INTO module_gain (module, competence, from_level, to_level, place)
VALUES (:module, :competence, :from_level, :to_level, :place)

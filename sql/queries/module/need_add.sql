-- A competence that a module needs.
-- params: module ref, competence ref, level level, place int
INSERT INTO module_need (module, competence, level, place)
VALUES (:module, :competence, :level, :place)

-- What is needed of some modules.
-- params: after key, last key
-- columns: module ref, competence ref, level level
SELECT module, competence, level
  FROM module_need
 WHERE module > :after AND module <= :last
 ORDER BY module, place

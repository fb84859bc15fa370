-- What is learnt of some modules.
-- params: after key, last key
-- columns: module ref, competence ref, from_level level, to_level level
SELECT module, competence, from_level, to_level
  FROM module_gain
 WHERE module > :after AND module <= :last
 ORDER BY module, place

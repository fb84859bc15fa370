-- Exclusions of some modules.
-- params: after key, last key
-- columns: module ref, excluded ref
SELECT module, excluded
  FROM module_exclusion
 WHERE module > :after AND module <= :last
 ORDER BY module, excluded

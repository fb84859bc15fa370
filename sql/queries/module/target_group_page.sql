-- Target groups of some modules.
-- params: after key, last key
-- columns: module ref, job_profile ref
SELECT module, job_profile
  FROM module_target_group
 WHERE module > :after AND module <= :last
 ORDER BY module, job_profile

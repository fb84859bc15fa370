-- Topics of some modules.
-- params: after key, last key
-- columns: module ref, topic ref
SELECT module, topic
  FROM module_topic
 WHERE module > :after AND module <= :last
 ORDER BY module, topic

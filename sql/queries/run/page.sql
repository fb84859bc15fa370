-- Runs of some modules.
-- params: after key, last key
-- columns: module ref, id key, code text, first_day day, last_day day, venue ref, seats int, taken int, seats_min int
SELECT module, id, code, first_day, last_day, venue, seats, taken, seats_min
  FROM run
 WHERE module > :after AND module <= :last
 ORDER BY module, first_day, id

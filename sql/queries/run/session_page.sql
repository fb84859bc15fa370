-- Sittings of the runs of some modules.
-- params: after key, last key
-- columns: module ref, run ref, day day, from_minute int, to_minute int
SELECT r.module, s.run, s.day, s.from_minute, s.to_minute
  FROM run_session s JOIN run r ON r.id = s.run
 WHERE r.module > :after AND r.module <= :last
 ORDER BY r.module, r.first_day, r.id, s.day, s.from_minute

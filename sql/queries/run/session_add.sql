-- A sitting of a run.
-- params: run ref, day day, from_minute int, to_minute int
INSERT INTO run_session (run, day, from_minute, to_minute)
VALUES (:run, :day, :from_minute, :to_minute)

-- Forget the sittings of a run.
-- params: run ref
DELETE FROM run_session WHERE run = :run

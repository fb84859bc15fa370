-- From one state to another, when it is still in the first.
-- params: state text, now instant, first_day day, last_day day, reason text, id key, state_before text
UPDATE certification SET state = :state, decided = COALESCE(decided, :now), first_day = :first_day, last_day = :last_day, reason = :reason
 WHERE id = :id AND state = :state_before

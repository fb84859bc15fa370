-- From one state to another, when it is still in the first.
-- params: state text, reviewer ref, note text, now instant, since int, until int, id key, state_before text
UPDATE item_version SET state = :state, reviewer = :reviewer, note = :note, changed = :now, since = :since, until = :until
 WHERE id = :id AND state = :state_before

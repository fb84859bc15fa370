-- From one state to another, when it is still in the first.
-- params: state text, publisher ref, note text, now instant, id key, organisation ref, state_before text, edition int
UPDATE module_version SET state = :state, publisher = :publisher, note = :note, changed = :now
 WHERE id = :id AND organisation = :organisation AND state = :state_before AND edition = :edition

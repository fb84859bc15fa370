-- The one that is being written.
-- columns: version int, state text, name text, criteria int, edition int, changed instant, content json
SELECT version, state, name, criteria, edition, changed, content FROM criteria_list WHERE state = 'draft'

-- The one that is in force.
-- columns: version int, state text, name text, criteria int, edition int, changed instant, content json
SELECT version, state, name, criteria, edition, changed, content FROM criteria_list
 WHERE state = 'published' ORDER BY version DESC LIMIT 1

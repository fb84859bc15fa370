-- All without their criteria, the newest first.
-- params: versions int
-- columns: version int, state text, name text, criteria int, edition int, changed instant
SELECT version, state, name, criteria, edition, changed FROM criteria_list ORDER BY version DESC LIMIT :versions

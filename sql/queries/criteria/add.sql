-- A list that is being written, or the one that the program brings along.
-- params: version int, state text, name text, criteria int, content json, edition int, now instant
INSERT INTO criteria_list (version, state, name, criteria, content, edition, changed)
VALUES (:version, :state, :name, :criteria, :content, :edition, :now)

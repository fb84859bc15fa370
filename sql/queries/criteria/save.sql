-- The draft as it is now, when nobody has changed it since.
-- params: name text, criteria int, content json, now instant, edition int
UPDATE criteria_list
   SET name = :name, criteria = :criteria, content = :content, edition = edition + 1, changed = :now
 WHERE state = 'draft' AND edition = :edition

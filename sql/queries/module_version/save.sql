-- The text of a draft, when nobody else saved it meanwhile.
-- params: title text, content json, author ref, now instant, id key, organisation ref, edition int
UPDATE module_version SET title = :title, content = :content, author = :author, changed = :now, edition = edition + 1
 WHERE id = :id AND organisation = :organisation AND edition = :edition AND state = 'draft'

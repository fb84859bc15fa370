-- The text that is shown.
-- params: page text, language text
-- columns: version int, content text, changed instant, editor text
SELECT version, content, changed, editor FROM legal_page
 WHERE page = :page AND language = :language ORDER BY version DESC LIMIT 1

-- All versions without their text, the newest first.
-- params: page text, language text, versions int
-- columns: version int, changed instant, editor text
SELECT version, changed, editor FROM legal_page
 WHERE page = :page AND language = :language ORDER BY version DESC LIMIT :versions

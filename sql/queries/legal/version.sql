-- One version.
-- params: page text, language text, version int
-- columns: version int, content text, changed instant, editor text
SELECT version, content, changed, editor FROM legal_page
 WHERE page = :page AND language = :language AND version = :version

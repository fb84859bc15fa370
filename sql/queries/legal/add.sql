-- One more version.
-- params: page text, language text, version int, content text, changed instant, editor text
INSERT INTO legal_page (page, language, version, content, changed, editor)
VALUES (:page, :language, :version, :content, :changed, :editor)

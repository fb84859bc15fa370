-- Own data: pages of the installation that the person wrote.
-- params: code text
-- columns: page text, language text, version int, changed_at instant
SELECT page, language, version, changed AS changed_at FROM legal_page WHERE editor = :code ORDER BY id

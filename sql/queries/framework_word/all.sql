-- All words of the framework.
-- columns: kind text, number int, name_de text, name_en text, description text
SELECT kind, number, name_de, name_en, description
  FROM framework_word
 ORDER BY kind, number

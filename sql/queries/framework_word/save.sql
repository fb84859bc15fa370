-- A word, new or changed.
-- params: kind text, number int, name_de text, name_en text, description text
INSERT INTO framework_word (kind, number, name_de, name_en, description)
VALUES (:kind, :number, :name_de, :name_en, :description)
    ON CONFLICT (kind, number) DO UPDATE
   SET name_de = excluded.name_de, name_en = excluded.name_en, description = excluded.description

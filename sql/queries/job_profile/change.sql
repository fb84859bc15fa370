-- A copy, changed by the organisation whose it is.
-- params: id key, organisation ref, name_de text, name_en text, description text
UPDATE job_profile SET name_de = :name_de, name_en = :name_en, description = :description
 WHERE id = :id AND organisation = :organisation AND retired = 0

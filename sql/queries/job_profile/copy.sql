-- An organisation's own copy of a job profile, behind those of the library.
-- params: code text, name_de text, name_en text, description text, place int, organisation ref, source ref
-- columns: id key
INSERT INTO job_profile (code, name_de, name_en, description, place, retired, organisation, source)
VALUES (:code, :name_de, :name_en, :description, :place, 0, :organisation, :source)
RETURNING id

-- Units of an organisation.
-- params: organisation ref
-- columns: id key, parent ref, name text
SELECT id, parent, name FROM unit WHERE organisation = :organisation ORDER BY name, id

-- One more unit.
-- params: organisation ref, parent ref, name text
-- columns: id key
INSERT INTO unit (organisation, parent, name) VALUES (:organisation, :parent, :name) RETURNING id

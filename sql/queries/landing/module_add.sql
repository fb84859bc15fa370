-- A block that an organisation recommends.
-- params: organisation ref, module ref, place int
INSERT INTO landing_module (organisation, module, place) VALUES (:organisation, :module, :place)

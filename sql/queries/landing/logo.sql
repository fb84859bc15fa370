-- The image.
-- params: organisation ref
-- columns: logo bytes, logo_type text
SELECT logo, logo_type FROM landing WHERE organisation = :organisation AND logo IS NOT NULL

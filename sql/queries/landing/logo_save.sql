-- Another image, or none.
-- params: organisation ref, logo bytes, logo_type text, now instant
UPDATE landing SET logo = :logo, logo_type = :logo_type, changed = :now WHERE organisation = :organisation

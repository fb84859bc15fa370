-- What an organisation shows of itself, without the image.
-- params: organisation ref
-- columns: greeting text, colour text, logo_type text, changed instant
SELECT greeting, colour, logo_type, changed FROM landing WHERE organisation = :organisation

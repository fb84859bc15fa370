-- What an organisation shows of itself; the image stays.
-- params: organisation ref, greeting text, colour text, now instant
INSERT INTO landing (organisation, greeting, colour, logo, logo_type, changed)
VALUES (:organisation, :greeting, :colour, NULL, '', :now)
    ON CONFLICT (organisation) DO UPDATE
   SET greeting = excluded.greeting, colour = excluded.colour, changed = excluded.changed

-- What the organisation calls the person and what the person said to it: the account is the person's own.
ALTER TABLE employment ADD COLUMN person_name text NOT NULL DEFAULT ''; -- as the organisation writes it
ALTER TABLE employment ADD COLUMN person_email text NOT NULL DEFAULT ''; -- in lower case; what an import goes by
ALTER TABLE employment ADD COLUMN answer text NOT NULL DEFAULT 'asked' CHECK (answer IN ('asked', 'accepted', 'declined')); -- of the person
ALTER TABLE employment ADD COLUMN answered instant; -- when; NULL: not yet
ALTER TABLE employment ADD COLUMN invited instant; -- when the last mail was written; NULL: none was
CREATE UNIQUE INDEX employment_by_email ON employment (organisation, person_email) WHERE person_email <> '' AND last_day IS NULL;
CREATE INDEX employment_by_account ON employment (account);

-- A list of employees that was uploaded and not yet confirmed. Forgotten after a day.
CREATE TABLE employee_import (
    id           key,                            -- ours
    organisation ref NOT NULL REFERENCES organisation ON DELETE CASCADE, -- whose people
    account      ref NOT NULL REFERENCES account ON DELETE CASCADE, -- who uploaded it
    created      instant NOT NULL,               -- when
    list         bytes NOT NULL                  -- the file as it came
);
CREATE INDEX employee_import_by_created ON employee_import (created);

-- What an organisation shows of itself on its page.
CREATE TABLE landing (
    organisation ref NOT NULL PRIMARY KEY REFERENCES organisation ON DELETE CASCADE, -- whose
    greeting     text NOT NULL CHECK (length(greeting) <= 2000), -- some sentences; '': those of the platform
    colour       text NOT NULL CHECK (length(colour) IN (0, 7)), -- '#1c3f94', carries white text; '': the platform's
    logo         bytes,                          -- an image; NULL: none
    logo_type    text NOT NULL CHECK (logo_type IN ('', 'image/png', 'image/jpeg', 'image/webp')), -- of it
    changed      instant NOT NULL                -- when
);

-- Learning blocks that an organisation recommends on its page.
CREATE TABLE landing_module (
    organisation ref NOT NULL REFERENCES organisation ON DELETE CASCADE, -- whose page
    module       ref NOT NULL REFERENCES module ON DELETE CASCADE, -- which block
    place        int NOT NULL,                   -- order
    PRIMARY KEY (organisation, module)
);

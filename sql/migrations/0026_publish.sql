-- Versions of blocks that providers write. One that was published is never changed, only followed by
-- another or ended (PUBLISH-3). What is in the catalogue stands in `module` as well, under the same code.
CREATE TABLE module_version (
    id           key,                            -- ours
    organisation ref NOT NULL REFERENCES organisation, -- whose block it is
    code         text NOT NULL CHECK (length(code) BETWEEN 1 AND 80), -- of the block
    version      int NOT NULL CHECK (version > 0), -- 1, 2 ... of the same block
    state        text NOT NULL CHECK (state IN ('draft', 'review', 'published', 'replaced', 'retired')), -- how far it is
    title        text NOT NULL,                  -- of the sheet, for lists; '': not written yet
    content      json NOT NULL,                  -- kommunalcampus-sheet/1
    edition      int NOT NULL CHECK (edition > 0), -- rises with every saving
    author       ref REFERENCES account,         -- who saved it last; NULL: taken from the catalogue, or erased
    publisher    ref REFERENCES account,         -- who published or returned it; NULL: nobody yet, or erased
    note         text NOT NULL,                  -- the reason of the last return or of the end; '': none
    created      instant NOT NULL,               -- when it was begun
    changed      instant NOT NULL,               -- when its text or state was changed
    UNIQUE (code, version)
);
CREATE UNIQUE INDEX module_version_published ON module_version (code) WHERE state = 'published';
CREATE UNIQUE INDEX module_version_in_work ON module_version (code) WHERE state IN ('draft', 'review');
CREATE INDEX module_version_by_organisation ON module_version (organisation, code);
CREATE INDEX module_version_by_author ON module_version (author);
CREATE INDEX module_version_by_publisher ON module_version (publisher);

-- When a module was changed last, so that a server reads the changed ones alone.
CREATE TABLE module_change (
    module   ref NOT NULL REFERENCES module ON DELETE CASCADE, -- which module, with all that hangs on it
    revision int NOT NULL CHECK (revision >= 0), -- of the catalogue (counter 'catalogue') after the change
    PRIMARY KEY (module)
);
CREATE INDEX module_change_by_revision ON module_change (revision);

-- The catalogue's revision when anything else than a module was changed last: providers, topics, settings ...
INSERT INTO counter (name, value) SELECT 'catalogue_frame', value FROM counter WHERE name = 'catalogue';

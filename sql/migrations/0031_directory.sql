-- Directories of municipalities, that keep their people up to date by SCIM.

ALTER TABLE employment ADD COLUMN changed instant; -- when what is said of it last was; NULL: before this was kept

-- What a directory must show to be let in.
CREATE TABLE directory_token (
    id           key,                            -- ours
    organisation ref NOT NULL REFERENCES organisation ON DELETE CASCADE, -- whose people it keeps
    code         text NOT NULL UNIQUE CHECK (length(code) = 16), -- its name in the audit log
    token_hash   bytes NOT NULL UNIQUE CHECK (length(token_hash) = 32), -- of the random key that is shown once
    label        text NOT NULL CHECK (length(label) BETWEEN 1 AND 80), -- which directory, as who made it calls it
    invites      flag NOT NULL,                  -- 1: new people are asked by mail at once
    made_by      ref REFERENCES account ON DELETE SET NULL, -- who; NULL: erased
    created      instant NOT NULL,               -- when
    expires      instant NOT NULL,               -- until when it works
    last_used    instant,                        -- to within some minutes; NULL: never
    revoked      instant                         -- when it was taken back; NULL: was not
);
CREATE INDEX directory_token_by_organisation ON directory_token (organisation);

-- What a directory says of somebody beside what the employment keeps.
CREATE TABLE directory_entry (
    employment   ref NOT NULL PRIMARY KEY REFERENCES employment ON DELETE CASCADE, -- of whom
    organisation ref NOT NULL REFERENCES organisation ON DELETE CASCADE, -- whose directory
    user_name    text NOT NULL,                  -- name of the user there
    external_id  text NOT NULL,                  -- key of the user there; '': not stated
    given_name   text NOT NULL,                  -- '': not stated
    family_name  text NOT NULL,                  -- '': not stated
    state        text NOT NULL CHECK (state IN ('active', 'inactive', 'deleted')), -- as the directory has it
    created      instant NOT NULL                -- when it first spoke of the person
);
CREATE INDEX directory_entry_by_organisation ON directory_entry (organisation);

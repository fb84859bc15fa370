-- Requests for certification of published versions of blocks, and the seals that came of them.
CREATE TABLE certification (
    id           key,                            -- ours
    organisation ref NOT NULL REFERENCES organisation, -- the provider's
    version      ref NOT NULL REFERENCES module_version, -- what is judged
    code         text NOT NULL CHECK (length(code) BETWEEN 1 AND 80), -- of the block
    state        text NOT NULL CHECK (state IN ('asked', 'granted', 'conditions', 'refused', 'lapsed', 'withdrawn')), -- how far it is
    criteria     json NOT NULL,                  -- kommunalcampus-criteria/1: the list as it was when it was asked for
    asked        instant NOT NULL,               -- when
    asked_by     ref REFERENCES account,         -- who asked; NULL: the demo, or erased
    decided      instant,                        -- when the outcome came; NULL: not yet
    first_day    day,                            -- of the seal; NULL: there is none
    last_day     day,                            -- of the seal
    reminded     instant,                        -- when its end was announced; NULL: not yet
    reason       text NOT NULL,                  -- of lapse or withdrawal; '': none
    CHECK ((first_day IS NULL) = (last_day IS NULL)),
    CHECK (state NOT IN ('granted', 'conditions') OR first_day IS NOT NULL),
    CHECK (state <> 'withdrawn' OR length(reason) > 0)
);
CREATE UNIQUE INDEX certification_asked ON certification (code) WHERE state = 'asked';
CREATE UNIQUE INDEX certification_seal ON certification (code) WHERE state IN ('granted', 'conditions');
CREATE INDEX certification_by_code ON certification (code);
CREATE INDEX certification_by_organisation ON certification (organisation);
CREATE INDEX certification_by_version ON certification (version);
CREATE INDEX certification_by_asked_by ON certification (asked_by);

-- What one expert says of a request; written once.
CREATE TABLE certification_review (
    certification ref NOT NULL REFERENCES certification, -- of which request
    organisation  ref NOT NULL REFERENCES organisation, -- the provider's, as the request has it
    place         int NOT NULL CHECK (place BETWEEN 1 AND 3), -- first, second, third
    reviewer      ref NOT NULL REFERENCES account, -- who
    board         text NOT NULL,                 -- name of the expert's organisation
    judgements    json NOT NULL,                 -- kommunalcampus-judgements/1
    given         instant NOT NULL,              -- when
    PRIMARY KEY (certification, place),
    UNIQUE (certification, reviewer)
);
CREATE INDEX certification_review_by_reviewer ON certification_review (reviewer);

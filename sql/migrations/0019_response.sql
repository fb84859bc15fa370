-- Answers of finished checks that people gave for calibration, without names (CHECK-43). A bundle is a
-- random number: it holds the answers of one check together, and nothing else knows it.
CREATE TABLE check_response (
    bundle   bytes NOT NULL CHECK (length(bundle) = 16), -- random
    place    int NOT NULL CHECK (place >= 0),    -- order of asking
    version  ref NOT NULL REFERENCES item_version, -- what was answered
    credit   int NOT NULL CHECK (credit >= 0),   -- what the answer got
    month    day NOT NULL,                       -- first day of the month
    language text NOT NULL CHECK (language IN ('de', 'en')), -- of the pages: to compare groups
    PRIMARY KEY (bundle, version)
);

-- Estimates of what items measure by; in use once somebody has taken them into use (CHECK-45).
CREATE TABLE item_calibration (
    id      key,                                 -- ours
    created instant NOT NULL,                    -- when it was computed
    bundles int NOT NULL CHECK (bundles > 0),    -- from how many checks
    adopter ref REFERENCES account,              -- who took it into use; NULL: nobody yet
    since   int CHECK (since > 0),               -- first bank that has it; NULL: none
    CHECK ((adopter IS NULL) = (since IS NULL))
);

-- Of each version that had enough answers.
CREATE TABLE item_parameter (
    calibration ref NOT NULL REFERENCES item_calibration, -- which
    version     ref NOT NULL REFERENCES item_version, -- of what
    answers     int NOT NULL CHECK (answers > 0),  -- behind it
    a           real NOT NULL,                   -- discrimination
    b1          real NOT NULL,                   -- difficulty, or first threshold
    b2          real NOT NULL,                   -- further thresholds of a situation; else 0
    b3          real NOT NULL,                   -- likewise
    se_a        real NOT NULL,                   -- standard errors; -1: not to be had
    se_b1       real NOT NULL,                   -- likewise
    PRIMARY KEY (calibration, version)
);

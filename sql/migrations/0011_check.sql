-- Who takes checks: a hash that no other table has, and the key of that person's results, itself
-- sealed. Without this row nobody can read them any more, not even from a copy (CHECK-19).
CREATE TABLE check_person (
    person     bytes NOT NULL PRIMARY KEY CHECK (length(person) = 32), -- keyed hash, of the check alone
    sealed_key bytes NOT NULL,                   -- opens what is in check_run
    last_used  instant NOT NULL                  -- for forgetting what nobody uses
);
CREATE INDEX check_person_by_last_used ON check_person (last_used);

-- A check of a person. What was asked, answered and found is sealed.
CREATE TABLE check_run (
    id      key,                                 -- ours
    person  bytes NOT NULL REFERENCES check_person ON DELETE CASCADE, -- whose
    version int NOT NULL CHECK (version > 0),    -- rises with each answer: two at once are noticed
    content bytes NOT NULL                       -- service/check_record.h, sealed with the person's key
);
CREATE INDEX check_run_by_person ON check_run (person);

-- How often an item could be asked and was, of all people together; item '' counts the checks begun.
CREATE TABLE check_exposure (
    item     text NOT NULL PRIMARY KEY,          -- code; '' for checks begun
    eligible int NOT NULL CHECK (eligible >= 0), -- checks that could have asked it
    asked    int NOT NULL CHECK (asked >= 0)     -- checks that did
);

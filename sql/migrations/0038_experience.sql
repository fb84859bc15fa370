-- Who lets the match learn from the lists they are shown (LEARN-10). Everything below goes with this row, and it goes with
-- the guest's or when the yes is taken back.
CREATE TABLE experience_consent (
    guest   ref PRIMARY KEY REFERENCES guest ON DELETE CASCADE, -- whose
    wording int NOT NULL CHECK (wording > 0),    -- which text was agreed to
    since   instant NOT NULL                     -- when
);

-- A list of matches that was shown (LEARN-11).
CREATE TABLE experience_list (
    id          key,                             -- ours
    guest       ref NOT NULL REFERENCES experience_consent ON DELETE CASCADE, -- to whom
    day         day NOT NULL,                    -- when; nothing finer is kept
    first_place int NOT NULL CHECK (first_place BETWEEN 1 AND 100) -- of its first block; 21 on the second page
);
CREATE INDEX experience_list_by_guest ON experience_list (guest);
CREATE INDEX experience_list_by_day ON experience_list (day);

-- One block of such a list, and how far the person went with it (LEARN-12).
CREATE TABLE experience_shown (
    list    ref NOT NULL REFERENCES experience_list ON DELETE CASCADE, -- where
    place   int NOT NULL CHECK (place BETWEEN 1 AND 100), -- at which place
    module  ref NOT NULL REFERENCES module ON DELETE CASCADE, -- which block
    overlap int NOT NULL CHECK (overlap BETWEEN 0 AND 2), -- topics that it shares with the interests: none, one, more
    score   int NOT NULL CHECK (score BETWEEN 0 AND 100), -- the match, without experience
    deed    int NOT NULL CHECK (deed BETWEEN 0 AND 4), -- enum experience_deed (domain/experience.h)
    PRIMARY KEY (list, place)
);
CREATE INDEX experience_shown_by_module ON experience_shown (module);

-- How many people's confirmed jobs want a competence at a level, in one Land, as it was counted in a month (DEMAND-5).
-- No row leads to a person or to an organisation.
CREATE TABLE demand_row (
    month         day NOT NULL,                  -- first day of the month
    competence    ref NOT NULL REFERENCES competence ON DELETE CASCADE, -- which
    level         level NOT NULL CHECK (level >= 1), -- at which level, 1..8
    state         text NOT NULL CHECK (length(state) IN (0, 2)), -- two digits of the Land; '': none
    people        int NOT NULL CHECK (people >= 0), -- as counted; shown in fives, and from five on
    organisations int NOT NULL CHECK (organisations >= 0), -- that they work for
    PRIMARY KEY (month, competence, level, state)
);

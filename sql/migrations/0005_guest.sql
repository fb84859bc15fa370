-- A person without an account: their situation, under a random key and without a name.
-- Everything below goes with the row (ON DELETE CASCADE): one click forgets it all.
CREATE TABLE guest (
    id             key,                          -- ours
    token_hash     bytes NOT NULL UNIQUE CHECK (length(token_hash) = 32), -- of the random key in the cookie
    created        instant NOT NULL,             -- first visit that stated something
    last_used      instant NOT NULL,             -- for forgetting what nobody uses
    job            ref REFERENCES job_profile,   -- NULL: not chosen yet
    weekly_minutes int NOT NULL CHECK (weekly_minutes BETWEEN 0 AND 2400), -- for learning
    half_days      int NOT NULL CHECK (half_days BETWEEN 0 AND 1023), -- bit 0 Monday morning .. bit 9 Friday afternoon
    start_day      day NOT NULL,                 -- the plan begins with its week
    latest_end     day NOT NULL,                 -- the last day on which something may end
    budget         cents NOT NULL CHECK (budget >= 0), -- CENTS_MAX: no limit
    home_name      text NOT NULL,                -- as chosen, '69115 Heidelberg'; '' when not stated
    lat_micro      int CHECK (lat_micro BETWEEN -90000000 AND 90000000),   -- millionths of a degree; NULL: unknown
    lon_micro      int CHECK (lon_micro BETWEEN -180000000 AND 180000000), -- millionths of a degree; NULL: unknown
    distance_km    int NOT NULL CHECK (distance_km BETWEEN 0 AND 1000), -- 0: online only, 1000: anywhere
    formats        int NOT NULL CHECK (formats BETWEEN 0 AND 255), -- bits of enum module_format
    german         flag NOT NULL,                -- 1: German is welcome
    english        flag NOT NULL,                -- 1: English is welcome
    accessibility  int NOT NULL CHECK (accessibility >= 0), -- bits of enum accessibility that are needed
    preset         text NOT NULL CHECK (preset IN ('balanced', 'fastest', 'cheapest', 'near')), -- what the plan should be best at
    CHECK ((lat_micro IS NULL) = (lon_micro IS NULL))
);
CREATE INDEX guest_by_last_used ON guest (last_used);

-- Own rating of a competence; no row: not stated.
CREATE TABLE guest_rating (
    guest      ref NOT NULL REFERENCES guest ON DELETE CASCADE, -- whose
    competence ref NOT NULL REFERENCES competence, -- of what
    level      level NOT NULL,                   -- 0..8
    PRIMARY KEY (guest, competence)
);

-- What the guest is interested in.
CREATE TABLE guest_interest (
    guest ref NOT NULL REFERENCES guest ON DELETE CASCADE, -- who
    topic ref NOT NULL REFERENCES topic,         -- in what
    PRIMARY KEY (guest, topic)
);

-- Weeks without learning: leave, closing of accounts.
CREATE TABLE guest_blocked_week (
    guest  ref NOT NULL REFERENCES guest ON DELETE CASCADE, -- whose
    monday day NOT NULL,                         -- first day of the week
    PRIMARY KEY (guest, monday)
);

-- Modules that must be in the plan, or must not.
CREATE TABLE guest_fixed (
    guest  ref NOT NULL REFERENCES guest ON DELETE CASCADE, -- whose
    module ref NOT NULL REFERENCES module ON DELETE CASCADE, -- which
    choice text NOT NULL CHECK (choice IN ('keep', 'drop')), -- must, or must not
    PRIMARY KEY (guest, module)
);
CREATE INDEX guest_fixed_by_module ON guest_fixed (module);

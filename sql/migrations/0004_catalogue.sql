-- Who offers education.
CREATE TABLE provider (
    id          key,                             -- ours
    code        text NOT NULL UNIQUE,            -- stable name in files and addresses
    name        text NOT NULL,                   -- as it calls itself
    kind        text NOT NULL,                   -- 'university', 'college', 'academy', 'chamber', 'company', 'public'
    description text NOT NULL,                   -- a few sentences, German
    city        text NOT NULL,                   -- of its seat; '' when not stated
    url         text NOT NULL,                   -- '' when not stated
    demo        flag NOT NULL                    -- 1: invented, for the demo
);

-- Where courses take place.
CREATE TABLE venue (
    id            key,                           -- ours
    code          text NOT NULL UNIQUE,          -- stable name in files and addresses
    name          text NOT NULL,                 -- name of the house and room
    kind          text NOT NULL CHECK (kind IN ('seminar_room', 'innovation_lab', 'creative_room')), -- kind of room
    city          text NOT NULL,                 -- '' when not stated
    postcode      text NOT NULL,                 -- '' when not stated
    lat_micro     int CHECK (lat_micro BETWEEN -90000000 AND 90000000),   -- millionths of a degree; NULL: unknown
    lon_micro     int CHECK (lon_micro BETWEEN -180000000 AND 180000000), -- millionths of a degree; NULL: unknown
    seats         int NOT NULL CHECK (seats >= 0), -- 0: not stated
    accessibility int NOT NULL CHECK (accessibility >= 0), -- bits of enum accessibility (domain/module.h)
    provider      ref REFERENCES provider,       -- whose it is; NULL: nobody's we know
    CHECK ((lat_micro IS NULL) = (lon_micro IS NULL))
);

-- A source of modules that others keep.
CREATE TABLE feed (
    id          key,                             -- ours
    code        text NOT NULL UNIQUE,            -- stable name
    name        text NOT NULL,                   -- for people
    url         text NOT NULL,                   -- where it was read last; '' for a file
    imported_at instant                          -- end of the last complete import; NULL: never
);

-- A learning block (Lernbaustein).
CREATE TABLE module (
    id                  key,                     -- ours
    code                text NOT NULL UNIQUE,    -- stable name in addresses
    provider            ref NOT NULL REFERENCES provider, -- who offers it
    title               text NOT NULL CHECK (length(title) > 0), -- title
    summary             text NOT NULL,           -- one or two sentences; '' when not stated
    description         text NOT NULL,           -- paragraphs parted by blank lines, '- ' lists
    language            text NOT NULL,           -- 'de', 'en' ...
    url                 text NOT NULL,           -- at the provider; '' when not stated
    format              text NOT NULL CHECK (format IN ('mooc', 'on_demand', 'in_person', 'live_online', 'follow_up')), -- how it is taught
    kind                text NOT NULL CHECK (kind IN ('basic', 'intensive', 'bonus')), -- basic, intensive or bonus
    certificate         text NOT NULL CHECK (certificate IN ('none', 'participation', 'graded')), -- what one gets at its end
    minutes             int NOT NULL CHECK (minutes BETWEEN 0 AND 120000), -- of work in all; 0: not stated
    price               cents NOT NULL CHECK (price >= 0), -- for one person
    accessibility       int NOT NULL CHECK (accessibility >= 0), -- bits of enum accessibility (domain/module.h)
    certified_by        text,                    -- expert board that certified it; NULL: not certified
    certified_criteria  text,                    -- by which criteria
    certified_until     day,                     -- last day on which the certification counts
    chain_after         ref REFERENCES module ON DELETE SET NULL, -- made to be taken after this one; NULL: none
    follows             ref REFERENCES module ON DELETE SET NULL, -- the course it follows up; NULL: none
    follow_within_weeks int NOT NULL CHECK (follow_within_weeks >= 0), -- must start within; 0: no limit
    self_paced          flag NOT NULL,           -- 1: can start in any week, without a run
    demo                flag NOT NULL,           -- 1: invented, for the demo
    gone                flag NOT NULL,           -- 1: vanished from its feed; kept, not offered
    feed                text REFERENCES feed (code), -- where it came from; NULL: our own
    CHECK ((certified_by IS NULL) = (certified_until IS NULL))
);
CREATE INDEX module_by_provider ON module (provider);
CREATE INDEX module_by_feed ON module (feed);
CREATE INDEX module_by_chain ON module (chain_after);
CREATE INDEX module_by_follows ON module (follows);

-- What a module gives: someone at from_level or above ends at to_level.
CREATE TABLE module_gain (
    module     ref NOT NULL REFERENCES module ON DELETE CASCADE, -- the module
    competence ref NOT NULL REFERENCES competence, -- what is learnt
    from_level level NOT NULL,                   -- the level it is made for
    to_level   level NOT NULL,                   -- the level after it
    place      int NOT NULL,                     -- order
    PRIMARY KEY (module, place),
    CHECK (from_level < to_level)
);

-- What a module needs before it starts.
CREATE TABLE module_need (
    module     ref NOT NULL REFERENCES module ON DELETE CASCADE, -- the module
    competence ref NOT NULL REFERENCES competence, -- what is needed
    level      level NOT NULL CHECK (level >= 1), -- at which level
    place      int NOT NULL,                     -- order
    PRIMARY KEY (module, place)
);

-- Jobs that a module is made for; none: everybody.
CREATE TABLE module_target_group (
    module      ref NOT NULL REFERENCES module ON DELETE CASCADE, -- the module
    job_profile ref NOT NULL REFERENCES job_profile, -- made for it
    PRIMARY KEY (module, job_profile)
);

-- Modules with the same content in another form: a person takes one of them.
CREATE TABLE module_exclusion (
    module   ref NOT NULL REFERENCES module ON DELETE CASCADE, -- the module
    excluded ref NOT NULL REFERENCES module ON DELETE CASCADE, -- not together with it
    PRIMARY KEY (module, excluded),
    CHECK (module <> excluded)
);
CREATE INDEX module_exclusion_by_excluded ON module_exclusion (excluded);

-- What a module is about.
CREATE TABLE module_topic (
    module ref NOT NULL REFERENCES module ON DELETE CASCADE, -- the module
    topic  ref NOT NULL REFERENCES topic,        -- the topic
    PRIMARY KEY (module, topic)
);

-- A dated delivery of a module.
CREATE TABLE run (
    id        key,                               -- ours
    module    ref NOT NULL REFERENCES module ON DELETE CASCADE, -- of which module
    code      text NOT NULL,                     -- unique within the module, stable over imports
    first_day day NOT NULL,                      -- begins
    last_day  day NOT NULL,                      -- ends
    venue     ref REFERENCES venue,              -- where; NULL: online
    seats     int NOT NULL CHECK (seats BETWEEN 0 AND 100000), -- 100000: as many as want
    taken     int NOT NULL CHECK (taken BETWEEN 0 AND seats), -- of them not free
    UNIQUE (module, code),
    CHECK (first_day <= last_day)
);

-- One sitting of a run. Minutes count from midnight, German time.
CREATE TABLE run_session (
    run         ref NOT NULL REFERENCES run ON DELETE CASCADE, -- of which run
    day         day NOT NULL,                    -- on which day
    from_minute int NOT NULL CHECK (from_minute BETWEEN 0 AND 1439), -- begins
    to_minute   int NOT NULL CHECK (to_minute BETWEEN 1 AND 1440), -- ends
    PRIMARY KEY (run, day, from_minute),
    CHECK (from_minute < to_minute)
);

-- What came from a feed, so that an import knows what is new, changed or gone.
CREATE TABLE feed_item (
    id             key,                          -- ours
    feed           ref NOT NULL REFERENCES feed ON DELETE CASCADE, -- from which feed
    external_id    text NOT NULL,                -- how the feed names it
    content_hash   bytes NOT NULL CHECK (length(content_hash) = 32), -- of what was received: equal means unchanged
    unknown_fields json,                         -- what we received and do not understand; NULL: nothing
    module         ref REFERENCES module ON DELETE SET NULL, -- what it became; NULL: it was not taken
    first_seen     instant NOT NULL,             -- first import that held it
    last_seen      instant NOT NULL,             -- latest import that held it
    gone           flag NOT NULL,                -- 1: the latest import did not hold it
    UNIQUE (feed, external_id)
);
CREATE INDEX feed_item_by_module ON feed_item (module);

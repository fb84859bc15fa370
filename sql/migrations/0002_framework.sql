-- A subject of municipal work; what a person is interested in, what a module is about.
CREATE TABLE topic (
    id       key CHECK (id BETWEEN 1 AND 63),    -- also the number of its bit in a topic set
    code     text NOT NULL UNIQUE,               -- stable name in files and addresses
    name_de  text NOT NULL,                      -- German name
    name_en  text NOT NULL,                      -- English name
    place    int NOT NULL,                       -- order in which topics are shown
    retired  flag NOT NULL                       -- 1: no longer in the current list
);

-- A group of competences within an area.
CREATE TABLE competence_group (
    code    text PRIMARY KEY,                    -- 'D1'
    area    text NOT NULL CHECK (area IN ('digital', 'methodical', 'social')), -- its area
    name_de text NOT NULL,                       -- German name
    name_en text NOT NULL,                       -- English name
    place   int NOT NULL,                        -- order in which groups are shown
    retired flag NOT NULL                        -- 1: no longer in the current version
);

-- What a person can learn, in levels 0 to 8.
CREATE TABLE competence (
    id               key CHECK (id BETWEEN 1 AND 255), -- small and dense: an index of level vectors too
    code             text NOT NULL UNIQUE,       -- 'D1.1', stable
    area             text NOT NULL CHECK (area IN ('digital', 'methodical', 'social')), -- its area
    competence_group text NOT NULL REFERENCES competence_group, -- its group within the area
    digcomp          text,                       -- number in DigComp, '1.1'; NULL: not in DigComp
    name_de          text NOT NULL,              -- German name
    name_en          text NOT NULL,              -- English name
    description      text NOT NULL,              -- what is meant, German
    band_1           text NOT NULL,              -- levels 1-2 in one sentence, German
    band_2           text NOT NULL,              -- levels 3-4
    band_3           text NOT NULL,              -- levels 5-6
    band_4           text NOT NULL,              -- levels 7-8
    place            int NOT NULL,               -- order in which competences are shown
    retired          flag NOT NULL               -- 1: no longer in the current version
);

-- ESCO skills that mean the same as a competence.
CREATE TABLE competence_esco (
    competence ref NOT NULL REFERENCES competence ON DELETE CASCADE, -- the competence
    uri        text NOT NULL,                    -- address of the skill, as ESCO writes it
    place      int NOT NULL,                     -- order
    PRIMARY KEY (competence, uri)
);

-- Topics that a competence belongs to.
CREATE TABLE competence_topic (
    competence ref NOT NULL REFERENCES competence ON DELETE CASCADE, -- the competence
    topic      ref NOT NULL REFERENCES topic,    -- the topic
    PRIMARY KEY (competence, topic)
);

-- What a job needs (stellenbezogenes Kompetenzprofil).
CREATE TABLE job_profile (
    id          key,                             -- ours
    code        text NOT NULL UNIQUE,            -- 'buergerbuero', stable
    name_de     text NOT NULL,                   -- German name
    name_en     text NOT NULL,                   -- English name
    description text NOT NULL,                   -- the job in a few sentences, German
    place       int NOT NULL,                    -- order in which profiles are shown
    retired     flag NOT NULL                    -- 1: no longer offered
);

-- One competence that a job needs.
CREATE TABLE job_target (
    job_profile ref NOT NULL REFERENCES job_profile ON DELETE CASCADE, -- the job
    competence  ref NOT NULL REFERENCES competence, -- what it needs
    level       level NOT NULL CHECK (level >= 1), -- at which level, 1..8
    weight      int NOT NULL CHECK (weight BETWEEN 1 AND 5), -- 5 is the core of the job
    place       int NOT NULL,                    -- order
    PRIMARY KEY (job_profile, competence)
);

-- Words of the framework beside its competences.
CREATE TABLE framework_word (
    kind        text NOT NULL CHECK (kind IN ('area', 'band', 'level')), -- what is named
    number      int NOT NULL CHECK (number BETWEEN 0 AND 8), -- which: enum competence_area, band 0..3, level 0..8
    name_de     text NOT NULL,                   -- German name
    name_en     text NOT NULL,                   -- English name
    description text NOT NULL,                   -- German
    PRIMARY KEY (kind, number)
);

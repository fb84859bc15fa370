-- Migrations that were applied to this database. Only ever appended to.
CREATE TABLE migration (
    number     int PRIMARY KEY,                  -- 1, 2, 3 ...
    name       text NOT NULL,                    -- the file's name without its number
    checksum   text NOT NULL,                    -- SHA-256 of the file, in hex
    applied_at instant NOT NULL                  -- when
);

-- Single facts about the installation.
CREATE TABLE setting (
    name  text PRIMARY KEY,                      -- 'framework_version', 'seed_version' ...
    value text NOT NULL                          -- its value
);

-- Counters that only grow.
CREATE TABLE counter (
    name  text PRIMARY KEY,                      -- 'catalogue'
    value int NOT NULL CHECK (value >= 0)        -- rises with every transaction that changes what it counts
);

INSERT INTO counter (name, value) VALUES ('catalogue', 0);

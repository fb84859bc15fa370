-- Municipalities and districts of Germany.
CREATE TABLE municipality (
    id             key,                          -- ours
    ags            text NOT NULL UNIQUE CHECK (length(ags) IN (5, 8)), -- official key; 5 digits: a district
    ars            text CHECK (length(ars) = 12), -- regional key; NULL for a district
    name           text NOT NULL,                -- as in the register
    state          text NOT NULL CHECK (length(state) = 2), -- first two digits of the key
    district       text NOT NULL,                -- name of its Kreis
    population     int CHECK (population >= 0),  -- people; NULL: not stated
    area_m2        int CHECK (area_m2 >= 0),     -- square metres; NULL: not stated
    postcode       text,                         -- of its seat; NULL: not stated
    lat_micro      int CHECK (lat_micro BETWEEN -90000000 AND 90000000),   -- millionths of a degree; NULL: unknown
    lon_micro      int CHECK (lon_micro BETWEEN -180000000 AND 180000000), -- millionths of a degree; NULL: unknown
    unincorporated flag NOT NULL,                -- 1: gemeindefreies Gebiet
    CHECK ((lat_micro IS NULL) = (lon_micro IS NULL))
);

-- Municipalities and districts that are members of the cooperative.
CREATE TABLE member (
    municipality ref NOT NULL PRIMARY KEY REFERENCES municipality, -- who
    source       text NOT NULL,                  -- where that is known from
    place        int NOT NULL                    -- order in which members are shown
);

-- Postcodes and the places they stand for; a postcode may have several, a place too.
CREATE TABLE postcode (
    id           key,                            -- ours
    code         text NOT NULL CHECK (length(code) = 5), -- five digits
    place        text NOT NULL,                  -- name of the place
    district_key text CHECK (length(district_key) = 5), -- key of its Kreis; NULL: not stated
    lat_micro    int NOT NULL CHECK (lat_micro BETWEEN -90000000 AND 90000000),  -- millionths of a degree
    lon_micro    int NOT NULL CHECK (lon_micro BETWEEN -180000000 AND 180000000) -- millionths of a degree
);
CREATE INDEX postcode_by_code ON postcode (code, place);

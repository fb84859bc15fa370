-- Lists of criteria for certification, in versions (CERT-13). What is published stays; at most one is being written.
CREATE TABLE criteria_list (
    version  int NOT NULL PRIMARY KEY CHECK (version >= 1), -- 1, 2, 3 ...; the highest published one is in force
    state    text NOT NULL CHECK (state IN ('draft', 'published')), -- how far it is
    name     text NOT NULL CHECK (length(name) BETWEEN 1 AND 200), -- of the list
    criteria int NOT NULL CHECK (criteria BETWEEN 1 AND 40), -- how many
    content  json NOT NULL,                      -- kommunalcampus-criteria/1
    edition  int NOT NULL CHECK (edition >= 1),  -- one more with each change of the draft
    changed  instant NOT NULL                    -- of a draft when it was changed, else when it was published
);
CREATE UNIQUE INDEX criteria_list_draft ON criteria_list (state) WHERE state = 'draft';

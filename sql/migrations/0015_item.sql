-- Versions of the items of the competence check. A version in use is never changed, only followed by
-- another (ITEM-13). `since` and `until` count changes of the bank (counter 'items'): the bank of
-- number n has the versions with since <= n < until, for ever, so that old checks can be computed again.
CREATE TABLE item_version (
    id         key,                              -- ours
    code       text NOT NULL CHECK (length(code) BETWEEN 1 AND 80), -- of the item: 'd1-1-3'
    version    int NOT NULL CHECK (version > 0), -- 1, 2 ... of the same item
    state      text NOT NULL CHECK (state IN ('draft', 'review', 'approved', 'replaced', 'retired')), -- how far it is
    competence text NOT NULL CHECK (length(competence) BETWEEN 1 AND 80), -- code of what it asks about
    kind       text NOT NULL CHECK (length(kind) BETWEEN 1 AND 80), -- 'single', 'order' ...
    level      level NOT NULL CHECK (level >= 1), -- for which it was written
    facet      text NOT NULL,                    -- what of the competence it asks about
    content    json NOT NULL,                    -- kommunalcampus-items/1 with this one item
    author     ref REFERENCES account,           -- who wrote it; NULL: it came with the program
    reviewer   ref REFERENCES account,           -- who decided last; NULL: nobody yet, or it came with the program
    note       text NOT NULL,                    -- the reason of the last decision; '': none
    counts     flag NOT NULL,                    -- 1: its answers count with starting parameters (CHECK-2); 0: only once calibrated (CHECK-40)
    created    instant NOT NULL,                 -- when it was begun
    changed    instant NOT NULL,                 -- when its text or state was changed
    since      int CHECK (since > 0),            -- first bank that has it; NULL: none yet
    until      int CHECK (until > since),        -- first bank that has it no more; NULL: in use, or never was
    UNIQUE (code, version),
    CHECK (reviewer <> author),
    CHECK ((since IS NULL) = (state IN ('draft', 'review'))),
    CHECK ((until IS NULL) = (state IN ('draft', 'review', 'approved')))
);
CREATE UNIQUE INDEX item_version_in_use ON item_version (code) WHERE state = 'approved';
CREATE UNIQUE INDEX item_version_in_work ON item_version (code) WHERE state IN ('draft', 'review');
CREATE INDEX item_version_by_competence ON item_version (competence, level);
CREATE INDEX item_version_by_author ON item_version (author);
INSERT INTO counter (name, value) VALUES ('items', 0);

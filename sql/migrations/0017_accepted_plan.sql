-- The plan that a guest has accepted. Goes with the guest's row.
CREATE TABLE accepted_plan (
    guest    ref PRIMARY KEY REFERENCES guest ON DELETE CASCADE, -- whose
    accepted instant NOT NULL,                   -- when
    wishes   int NOT NULL,                       -- fingerprint of the situation then
    declined int NOT NULL                        -- fingerprint of the changes proposed since that the guest does not want; 0: none
);

-- Its blocks. What became of module and run since is told by their rows; title and days are as accepted.
CREATE TABLE accepted_block (
    guest     ref NOT NULL REFERENCES accepted_plan ON DELETE CASCADE, -- whose plan
    number    int NOT NULL CHECK (number >= 0),  -- its place in the plan
    module    ref REFERENCES module ON DELETE SET NULL, -- the block; NULL: it was deleted
    title     text NOT NULL,                     -- of the block
    dated     flag NOT NULL,                     -- 1: in a run, 0: self-paced
    run       ref REFERENCES run ON DELETE SET NULL, -- the run; NULL: it was deleted, or self-paced
    first_day day NOT NULL,                      -- when it begins
    last_day  day NOT NULL,                      -- when it ends
    PRIMARY KEY (guest, number)
);
CREATE INDEX accepted_block_by_module ON accepted_block (module);
CREATE INDEX accepted_block_by_run ON accepted_block (run);

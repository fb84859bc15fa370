-- A search that a guest keeps, to be told when something new fits. Goes with the guest's row.
CREATE TABLE saved_search (
    id      key,                                 -- ours
    guest   ref NOT NULL REFERENCES guest ON DELETE CASCADE, -- whose
    name    text NOT NULL CHECK (length(name) BETWEEN 1 AND 100), -- as the guest calls it
    query   text NOT NULL,                       -- of the address: what is searched, filters; without order and page
    created instant NOT NULL,                    -- when it was kept
    looked  instant NOT NULL,                    -- when its results were looked at last
    seen    bytes NOT NULL,                      -- the modules that it found then (domain/module_set.h)
    UNIQUE (guest, query)
);

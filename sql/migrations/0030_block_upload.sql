-- A list of blocks that a provider handed in and nobody confirmed yet. Forgotten after a day.
CREATE TABLE block_upload (
    id           key,                            -- ours
    organisation ref NOT NULL REFERENCES organisation ON DELETE CASCADE, -- whose blocks; whoever publishes for it may confirm
    created      instant NOT NULL,               -- when
    list         bytes NOT NULL                  -- the file as it came
);
CREATE INDEX block_upload_by_organisation ON block_upload (organisation);
CREATE INDEX block_upload_by_created ON block_upload (created);

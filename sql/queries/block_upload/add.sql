-- A list of blocks was handed in.
-- params: organisation ref, now instant, list bytes
-- columns: id key
INSERT INTO block_upload (organisation, created, list) VALUES (:organisation, :now, :list)
RETURNING id

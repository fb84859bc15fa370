-- Note an applied migration.
-- params: number int, name text, checksum text, applied_at instant
INSERT INTO migration (number, name, checksum, applied_at) VALUES (:number, :name, :checksum, :applied_at)

-- Whether a provider writes, or has written, a block of this code.
-- params: code text
-- columns: versions int
SELECT COUNT(*) AS versions FROM module_version WHERE code = :code

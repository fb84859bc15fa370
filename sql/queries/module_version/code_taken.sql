-- Whether a block has this code, here or in the catalogue.
-- params: code text
-- columns: taken int
SELECT (SELECT COUNT(*) FROM module_version WHERE code = :code) + (SELECT COUNT(*) FROM module WHERE code = :code) AS taken

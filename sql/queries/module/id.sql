-- The id of a code.
-- params: code text
-- columns: id key
SELECT id FROM module WHERE code = :code

-- The id of a code.
-- params: code text
-- columns: id key
SELECT id FROM venue WHERE code = :code

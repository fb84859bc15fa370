-- The seal of a block, as the catalogue has it; NULL: none any more.
-- params: certified_by text, certified_criteria text, certified_until day, code text
-- columns: id key
UPDATE module SET certified_by = :certified_by, certified_criteria = :certified_criteria, certified_until = :certified_until
 WHERE code = :code
RETURNING id

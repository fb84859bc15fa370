-- The seal of an organisation's block, as the catalogue has it; NULL: none any more.
-- params: certified_by text, certified_criteria text, certified_until day, code text, organisation ref
-- columns: id key
UPDATE module SET certified_by = :certified_by, certified_criteria = :certified_criteria, certified_until = :certified_until
 WHERE code = :code AND provider = (SELECT organisation.provider FROM organisation WHERE organisation.id = :organisation)
RETURNING id

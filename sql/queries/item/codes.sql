-- The codes of the items of a competence.
-- params: competence text
-- columns: code text
SELECT DISTINCT code FROM item_version WHERE competence = :competence ORDER BY code

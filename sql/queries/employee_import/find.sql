-- The list that somebody uploaded for an organisation, unless it is old.
-- params: id key, organisation ref, account ref, after instant
-- columns: list bytes
SELECT list FROM employee_import WHERE id = :id AND organisation = :organisation AND account = :account AND created >= :after

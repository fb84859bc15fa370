-- The list that somebody uploaded for an organisation.
-- params: id key, organisation ref, account ref
-- columns: list bytes
SELECT list FROM employee_import WHERE id = :id AND organisation = :organisation AND account = :account

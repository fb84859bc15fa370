-- Own data: lists that the person uploaded; what stands in them is about others.
-- params: account ref
-- columns: organisation text, created_at instant
SELECT organisation.name AS organisation, employee_import.created AS created_at
  FROM employee_import JOIN organisation ON organisation.id = employee_import.organisation
 WHERE employee_import.account = :account ORDER BY employee_import.id

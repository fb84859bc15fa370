-- Lists of organisations that the person works for.
-- params: account ref
DELETE FROM employee_import
 WHERE account = :account
    OR organisation IN (SELECT organisation FROM employment WHERE employment.account = :account)

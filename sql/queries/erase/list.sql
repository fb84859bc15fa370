-- A list that names a person.
-- params: id key
DELETE FROM employee_import WHERE id = :id

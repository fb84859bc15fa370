-- Lists of this person, and all that are old.
-- params: account ref, before instant
DELETE FROM employee_import WHERE account = :account OR created < :before

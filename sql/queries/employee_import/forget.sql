-- Lists of this person (0: of nobody), and all that are old.
-- params: account int, before instant
DELETE FROM employee_import WHERE account = :account OR created < :before

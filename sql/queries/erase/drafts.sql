-- Items that the person wrote and that were never in use.
-- params: account ref
DELETE FROM item_version WHERE author = :account AND since IS NULL

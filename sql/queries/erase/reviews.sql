-- Who decided about items that are not in use is forgotten.
-- params: account ref
UPDATE item_version SET reviewer = NULL, note = '' WHERE reviewer = :account AND since IS NULL

-- The block is the organisation's and stays; whose work it was is forgotten.
-- params: account ref
UPDATE certification SET asked_by = NULL WHERE asked_by = :account

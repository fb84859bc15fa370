-- The block is the organisation's and stays; whose work it was is forgotten.
-- params: account ref
UPDATE module_version SET publisher = NULL WHERE publisher = :account

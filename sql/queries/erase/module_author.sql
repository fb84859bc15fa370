-- The block is the organisation's and stays; whose work it was is forgotten.
-- params: account ref
UPDATE module_version SET author = NULL WHERE author = :account

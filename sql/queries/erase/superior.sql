-- The person leads nobody any more.
-- params: account ref
UPDATE employment SET superior = NULL WHERE superior = :account

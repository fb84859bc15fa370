-- The person stands in for nobody any more.
-- params: account ref
UPDATE employment SET deputy = NULL WHERE deputy = :account

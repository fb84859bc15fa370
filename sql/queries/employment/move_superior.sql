-- Likewise where the person decides.
-- params: from_account ref, to_account ref
UPDATE employment SET superior = :to_account WHERE superior = :from_account

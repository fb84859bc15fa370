-- Likewise where the person decides.
-- params: to_account ref, from_account ref, organisation ref
UPDATE employment SET superior = :to_account WHERE superior = :from_account AND organisation = :organisation

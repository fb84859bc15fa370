-- Likewise where the person decides in somebody's place.
-- params: to_account ref, from_account ref, organisation ref
UPDATE employment SET deputy = :to_account WHERE deputy = :from_account AND organisation = :organisation

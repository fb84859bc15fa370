-- Likewise where the person decides in somebody's place.
-- params: from_account ref, to_account ref
UPDATE employment SET deputy = :to_account WHERE deputy = :from_account

-- What was entered for one mail address is of the person who showed that it is theirs.
-- params: from_account ref, to_account ref
UPDATE employment SET account = :to_account WHERE account = :from_account

-- What was entered for one mail address is of the person who showed that it is theirs, where they do not work already.
-- params: from_account ref, to_account ref
UPDATE employment SET account = :to_account
 WHERE account = :from_account
   AND (last_day IS NOT NULL
        OR NOT EXISTS (SELECT 1 FROM employment AS mine
                        WHERE mine.account = :to_account AND mine.organisation = employment.organisation
                          AND mine.last_day IS NULL))

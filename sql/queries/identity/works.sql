-- Whether somebody is entered there, today or for days to come: the person, or the address.
-- params: account ref, organisation ref, email text, today day
-- columns: found int
SELECT COUNT(*) AS found FROM employment
 WHERE organisation = :organisation AND (last_day IS NULL OR last_day >= :today)
   AND (account = :account OR (person_email <> '' AND person_email = :email))

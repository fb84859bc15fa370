-- Whether somebody is entered there already: the person, or the address.
-- params: account ref, organisation ref, email text
-- columns: found int
SELECT COUNT(*) AS found FROM employment
 WHERE organisation = :organisation AND last_day IS NULL
   AND (account = :account OR (person_email <> '' AND person_email = :email))

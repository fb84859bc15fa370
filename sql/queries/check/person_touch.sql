-- The person's checks are still used.
-- params: now instant, person bytes
UPDATE check_person SET last_used = :now WHERE person = :person

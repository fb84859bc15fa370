-- The sealed key of a person's checks.
-- params: person bytes
-- columns: sealed_key bytes, last_used instant
SELECT sealed_key, last_used FROM check_person WHERE person = :person

-- Own data: that there are checks.
-- params: person bytes
-- columns: last_used_at instant
SELECT last_used AS last_used_at FROM check_person WHERE person = :person

-- A job profile says something else now: whoever confirmed it is asked again (ORG-21).
-- params: organisation ref, job ref
UPDATE employment SET job_confirmed = NULL WHERE organisation = :organisation AND job = :job

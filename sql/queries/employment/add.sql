-- Somebody begins.
-- params: account ref, organisation ref, unit ref, personnel_number text, job ref, job_confirmed instant, superior ref
-- params: deputy ref, first_day day, last_day day, person_name text, person_email text, answer text, answered instant
-- params: invited instant, changed instant
-- columns: id key
INSERT INTO employment (account, organisation, unit, personnel_number, job, job_confirmed, superior, deputy, first_day,
       last_day, person_name, person_email, answer, answered, invited, changed)
VALUES (:account, :organisation, :unit, :personnel_number, :job, :job_confirmed, :superior, :deputy, :first_day,
       :last_day, :person_name, :person_email, :answer, :answered, :invited, :changed)
RETURNING id

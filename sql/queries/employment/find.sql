-- One employment of an organisation.
-- params: id key, organisation ref
-- columns: id key, account ref, organisation ref, unit ref, personnel_number text, job ref, job_confirmed instant
-- columns: superior ref, deputy ref, first_day day, last_day day, person_name text, person_email text, answer text
-- columns: answered instant, invited instant, changed instant
SELECT id, account, organisation, unit, personnel_number, job, job_confirmed, superior, deputy, first_day, last_day,
       person_name, person_email, answer, answered, invited, changed
  FROM employment
 WHERE id = :id AND organisation = :organisation

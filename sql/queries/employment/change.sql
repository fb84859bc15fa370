-- What is said of an employment; whose it is and where stays.
-- params: id key, organisation ref, unit ref, personnel_number text, job ref, job_confirmed instant, superior ref
-- params: deputy ref, first_day day, last_day day, person_name text, person_email text, answer text, answered instant
-- params: invited instant, changed instant
UPDATE employment
   SET unit = :unit, personnel_number = :personnel_number, job = :job, job_confirmed = :job_confirmed,
       superior = :superior, deputy = :deputy, first_day = :first_day, last_day = :last_day,
       person_name = :person_name, person_email = :person_email, answer = :answer, answered = :answered,
       invited = :invited, changed = :changed
 WHERE id = :id AND organisation = :organisation

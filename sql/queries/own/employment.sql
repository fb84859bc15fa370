-- Own data: employments, as the organisations entered them and as the person answered.
-- params: account ref
-- columns: organisation text, organisation_code text, unit text, personnel_number text, person_name text
-- columns: person_email text, job text, job_confirmed_at instant, superior text, deputy text, first_on day
-- columns: last_on day, answer text, answered_at instant, invited_at instant
-- columns: changed_at instant
SELECT organisation.name AS organisation, organisation.code AS organisation_code, unit.name AS unit,
       employment.personnel_number, employment.person_name, employment.person_email, job_profile.name_de AS job,
       employment.job_confirmed AS job_confirmed_at, superior.name AS superior, deputy.name AS deputy,
       employment.first_day AS first_on, employment.last_day AS last_on, employment.answer,
       employment.answered AS answered_at, employment.invited AS invited_at,
       employment.changed AS changed_at
  FROM employment
  JOIN organisation ON organisation.id = employment.organisation
  LEFT JOIN unit ON unit.id = employment.unit
  LEFT JOIN job_profile ON job_profile.id = employment.job
  LEFT JOIN account AS superior ON superior.id = employment.superior
  LEFT JOIN account AS deputy ON deputy.id = employment.deputy
 WHERE employment.account = :account
 ORDER BY employment.first_day, employment.id

-- Own data: what the audit log says of the person, from the newest; who else acted stays unnamed.
-- params: code text
-- columns: number int, event_at instant, organisation_code text, action text, by_person int, about_person int
-- columns: detail json
SELECT id AS number, at AS event_at, organisation AS organisation_code, action,
       CASE WHEN actor = :code THEN 1 ELSE 0 END AS by_person,
       CASE WHEN subject = :code THEN 1 ELSE 0 END AS about_person, detail
  FROM audit_event WHERE actor = :code OR subject = :code ORDER BY id DESC

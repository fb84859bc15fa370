-- What was counted in a month.
-- params: organisation ref, month day
-- columns: part text, subject int, label text, people int, accepted int, confirmed int, able int, gone flag
SELECT part, subject, label, people, accepted, confirmed, able, gone FROM report_row
 WHERE organisation = :organisation AND month = :month ORDER BY part, label, subject

-- What was counted in a month.
-- params: organisation ref, month day
-- columns: part text, subject int, label text, people int, accepted int, confirmed int
SELECT part, subject, label, people, accepted, confirmed FROM report_row
 WHERE organisation = :organisation AND month = :month ORDER BY part, label, subject

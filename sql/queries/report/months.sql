-- Months that were counted, the newest first.
-- params: organisation ref, part text, before day, months int
-- columns: month day
SELECT month FROM report_row WHERE organisation = :organisation AND part = :part AND month < :before
 GROUP BY month ORDER BY month DESC LIMIT :months

-- Checks that nobody used since.
-- params: before instant
DELETE FROM check_person WHERE last_used < :before

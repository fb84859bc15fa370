-- Work that ended before a day.
-- params: before day
DELETE FROM employment WHERE last_day < :before

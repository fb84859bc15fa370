-- Lists shown before a day.
-- params: before day
DELETE FROM experience_list WHERE day < :before

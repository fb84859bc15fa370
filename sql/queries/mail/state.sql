-- How many wait, how many of them were tried already, and how many were given up.
-- params: tries_max int
-- columns: waiting int, late int, given_up int
SELECT COALESCE(SUM(CASE WHEN tries < :tries_max THEN 1 ELSE 0 END), 0) AS waiting,
       COALESCE(SUM(CASE WHEN tries < :tries_max AND tries > 0 THEN 1 ELSE 0 END), 0) AS late,
       COALESCE(SUM(CASE WHEN tries >= :tries_max THEN 1 ELSE 0 END), 0) AS given_up
  FROM mail WHERE sent IS NULL

-- Members, as shown.
-- columns: municipality ref
SELECT municipality FROM member ORDER BY place, municipality

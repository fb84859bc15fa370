-- Whether it was used before.
-- params: hash bytes
-- columns: used int
SELECT count(*) AS used FROM once WHERE hash = :hash

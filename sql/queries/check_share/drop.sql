-- Taken back by its owner: the key goes with the row.
-- params: code text, person bytes
DELETE FROM check_share
 WHERE code = :code AND run IN (SELECT id FROM check_run WHERE person = :person)

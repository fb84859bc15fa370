-- Into use, once.
-- params: adopter ref, since int, id key
UPDATE item_calibration SET adopter = :adopter, since = :since WHERE id = :id AND since IS NULL

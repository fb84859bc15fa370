-- An attempt begins: it counts even when the program ends meanwhile.
-- params: next_try instant, id key
UPDATE mail SET tries = tries + 1, next_try = :next_try WHERE id = :id AND sent IS NULL

-- The blocks of the newest list that somebody was shown on a day from a place on.
-- params: guest ref, day day, first_place int
-- columns: module ref
SELECT module FROM experience_shown
 WHERE list = (SELECT max(id) FROM experience_list WHERE guest = :guest AND day = :day AND first_place = :first_place)
 ORDER BY place

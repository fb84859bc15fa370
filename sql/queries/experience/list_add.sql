-- A list that was shown.
-- params: guest ref, day day, first_place int
-- columns: id key
INSERT INTO experience_list (guest, day, first_place)
VALUES (:guest, :day, :first_place)
RETURNING id

-- Own ratings of a guest: one more.
-- params: guest ref, competence ref, level level
INSERT INTO guest_rating (guest, competence, level)
VALUES (:guest, :competence, :level)

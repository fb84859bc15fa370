-- Own ratings of a guest: one more.
-- params: guest ref, competence ref, level level, reached bytes
INSERT INTO guest_rating (guest, competence, level, reached)
VALUES (:guest, :competence, :level, :reached)

-- Own targets of a guest: one more.
-- params: guest ref, competence ref, level level, weight int
INSERT INTO guest_target (guest, competence, level, weight)
VALUES (:guest, :competence, :level, :weight)

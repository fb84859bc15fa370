-- One more block of an accepted plan.
-- params: guest ref, number int, module ref, title text, dated flag, run ref, first_day day, last_day day
INSERT INTO accepted_block (guest, number, module, title, dated, run, first_day, last_day)
VALUES (:guest, :number, :module, :title, :dated, :run, :first_day, :last_day)

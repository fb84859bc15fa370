-- Modules that a guest keeps or drops: one more.
-- params: guest ref, module ref, choice text
INSERT INTO guest_fixed (guest, module, choice)
VALUES (:guest, :module, :choice)

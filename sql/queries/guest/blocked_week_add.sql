-- Blocked weeks of a guest: one more.
-- params: guest ref, monday day
INSERT INTO guest_blocked_week (guest, monday)
VALUES (:guest, :monday)

-- Interests of a guest: one more.
-- params: guest ref, topic ref
INSERT INTO guest_interest (guest, topic)
VALUES (:guest, :topic)

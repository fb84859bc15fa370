-- Forget: blocked weeks of a guest.
-- params: guest ref
DELETE FROM guest_blocked_week WHERE guest = :guest

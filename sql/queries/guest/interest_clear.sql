-- Forget: interests of a guest.
-- params: guest ref
DELETE FROM guest_interest WHERE guest = :guest

-- Forget: own ratings of a guest.
-- params: guest ref
DELETE FROM guest_rating WHERE guest = :guest

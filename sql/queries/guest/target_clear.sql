-- Forget: own targets of a guest.
-- params: guest ref
DELETE FROM guest_target WHERE guest = :guest

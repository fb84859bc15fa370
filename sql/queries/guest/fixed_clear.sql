-- Forget: modules that a guest keeps or drops.
-- params: guest ref
DELETE FROM guest_fixed WHERE guest = :guest

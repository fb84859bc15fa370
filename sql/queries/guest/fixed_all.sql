-- Modules that a guest keeps or drops.
-- params: guest ref
-- columns: module ref, choice text
SELECT module, choice FROM guest_fixed WHERE guest = :guest ORDER BY module

-- Interests of a guest.
-- params: guest ref
-- columns: topic ref
SELECT topic FROM guest_interest WHERE guest = :guest ORDER BY topic

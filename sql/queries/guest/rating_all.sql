-- Own ratings of a guest.
-- params: guest ref
-- columns: competence ref, level level
SELECT competence, level FROM guest_rating WHERE guest = :guest ORDER BY competence

-- Own ratings of a guest.
-- params: guest ref
-- columns: competence ref, level level, reached bytes
SELECT competence, level, reached FROM guest_rating WHERE guest = :guest ORDER BY competence

-- Own targets of a guest.
-- params: guest ref
-- columns: competence ref, level level, weight int
SELECT competence, level, weight FROM guest_target WHERE guest = :guest ORDER BY weight DESC, competence

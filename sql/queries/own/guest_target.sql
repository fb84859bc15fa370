-- Own data: what the person wants to be able to do, set instead of a job profile.
-- params: guest bytes
-- columns: competence text, name text, level level, weight int
SELECT competence.code AS competence, competence.name_de AS name, guest_target.level, guest_target.weight
  FROM guest_target
  JOIN guest ON guest.id = guest_target.guest
  JOIN competence ON competence.id = guest_target.competence
 WHERE guest.token_hash = :guest
 ORDER BY competence.id

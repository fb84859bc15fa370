-- Own data: what the person says they can do, or a check measured.
-- params: guest bytes
-- columns: competence text, name text, level level, reached bytes
SELECT competence.code AS competence, competence.name_de AS name, guest_rating.level, guest_rating.reached
  FROM guest_rating
  JOIN guest ON guest.id = guest_rating.guest
  JOIN competence ON competence.id = guest_rating.competence
 WHERE guest.token_hash = :guest
 ORDER BY competence.id

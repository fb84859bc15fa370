-- Own data: blocks that the person wants in the plan, or not.
-- params: guest bytes
-- columns: module text, title text, choice text
SELECT module.code AS module, module.title, guest_fixed.choice
  FROM guest_fixed
  JOIN guest ON guest.id = guest_fixed.guest
  JOIN module ON module.id = guest_fixed.module
 WHERE guest.token_hash = :guest
 ORDER BY module.id

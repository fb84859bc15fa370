-- Own data: that a plan was accepted.
-- params: guest bytes
-- columns: accepted_at instant
SELECT accepted_plan.accepted AS accepted_at
  FROM accepted_plan JOIN guest ON guest.id = accepted_plan.guest
 WHERE guest.token_hash = :guest

-- The plan that a guest has accepted.
-- params: token_hash bytes
-- columns: guest ref, accepted instant, wishes int, declined int
SELECT p.guest, p.accepted, p.wishes, p.declined
  FROM accepted_plan AS p
  JOIN guest AS g ON g.id = p.guest
 WHERE g.token_hash = :token_hash

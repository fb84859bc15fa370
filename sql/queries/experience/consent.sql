-- Whether somebody lets the match learn.
-- params: token_hash bytes
-- columns: guest ref, wording int, since instant
SELECT experience_consent.guest, experience_consent.wording, experience_consent.since
  FROM experience_consent
  JOIN guest ON guest.id = experience_consent.guest
 WHERE guest.token_hash = :token_hash

-- Own data: that the match may learn from the person's lists.
-- params: guest bytes
-- columns: wording int, since_at instant
SELECT experience_consent.wording, experience_consent.since AS since_at
  FROM experience_consent
  JOIN guest ON guest.id = experience_consent.guest
 WHERE guest.token_hash = :guest

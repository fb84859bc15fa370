-- Own data: interests.
-- params: guest bytes
-- columns: topic text, name text
SELECT topic.code AS topic, topic.name_de AS name
  FROM guest_interest
  JOIN guest ON guest.id = guest_interest.guest
  JOIN topic ON topic.id = guest_interest.topic
 WHERE guest.token_hash = :guest
 ORDER BY topic.id

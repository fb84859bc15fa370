-- Own data: lists of matches that the person was shown, for learning.
-- params: guest bytes
-- columns: shown_on day, place int
SELECT experience_list.day AS shown_on, experience_list.first_place AS place
  FROM experience_list
  JOIN guest ON guest.id = experience_list.guest
 WHERE guest.token_hash = :guest
 ORDER BY experience_list.id DESC

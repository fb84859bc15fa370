-- Own data: the blocks of these lists.
-- params: guest bytes
-- columns: shown_on day, place int, module text, title text, overlap int, score int, deed int
SELECT experience_list.day AS shown_on, experience_shown.place, module.code AS module, module.title,
       experience_shown.overlap, experience_shown.score, experience_shown.deed
  FROM experience_shown
  JOIN experience_list ON experience_list.id = experience_shown.list
  JOIN guest ON guest.id = experience_list.guest
  JOIN module ON module.id = experience_shown.module
 WHERE guest.token_hash = :guest
 ORDER BY experience_list.id DESC, experience_shown.place

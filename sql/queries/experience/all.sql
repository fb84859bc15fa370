-- All lists, for learning.
-- columns: list ref, guest ref, day day, place int, module ref, overlap int, score int, deed int
SELECT experience_list.id AS list, experience_list.guest, experience_list.day, experience_shown.place, experience_shown.module,
       experience_shown.overlap, experience_shown.score, experience_shown.deed
  FROM experience_shown
  JOIN experience_list ON experience_list.id = experience_shown.list
 ORDER BY experience_list.id, experience_shown.place

-- How many lists of somebody are kept.
-- params: guest ref
-- columns: lists int
SELECT count(*) AS lists FROM experience_list WHERE guest = :guest

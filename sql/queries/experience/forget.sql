-- Lists that were handed on for learning are kept no longer.
-- params: last ref
DELETE FROM experience_list WHERE id <= :last

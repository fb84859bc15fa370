-- The blocks of an accepted plan, in its order.
-- params: guest ref
-- columns: module ref, title text, dated flag, run ref, first_day day, last_day day
SELECT module, title, dated, run, first_day, last_day
  FROM accepted_block WHERE guest = :guest ORDER BY number

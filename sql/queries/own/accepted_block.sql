-- Own data: the blocks of the accepted plan.
-- params: guest bytes
-- columns: number int, title text, module text, run text, dated flag, first_on day, last_on day
SELECT accepted_block.number, accepted_block.title, module.code AS module, run.code AS run, accepted_block.dated,
       accepted_block.first_day AS first_on, accepted_block.last_day AS last_on
  FROM accepted_block
  JOIN guest ON guest.id = accepted_block.guest
  LEFT JOIN module ON module.id = accepted_block.module
  LEFT JOIN run ON run.id = accepted_block.run
 WHERE guest.token_hash = :guest
 ORDER BY accepted_block.number

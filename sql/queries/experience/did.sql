-- Somebody went so far with a block of the newest list that has it.
-- params: deed int, module ref, token_hash bytes, since day
UPDATE experience_shown SET deed = :deed
 WHERE deed < :deed AND module = :module
   AND list = (SELECT max(one.id)
                 FROM experience_list AS one
                 JOIN experience_shown AS seen ON seen.list = one.id
                 JOIN guest ON guest.id = one.guest
                WHERE guest.token_hash = :token_hash AND seen.module = :module AND one.day >= :since)

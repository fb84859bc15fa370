-- Forget: the blocks of an accepted plan.
-- params: guest ref
DELETE FROM accepted_block WHERE guest = :guest

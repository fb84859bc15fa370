-- Blocks that an organisation recommends, in order.
-- params: organisation ref
-- columns: module ref
SELECT module FROM landing_module WHERE organisation = :organisation ORDER BY place, module

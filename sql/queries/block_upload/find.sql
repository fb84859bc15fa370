-- A list that was handed in for an organisation, unless it is old.
-- params: id key, organisation ref, after instant
-- columns: list bytes
SELECT list FROM block_upload WHERE id = :id AND organisation = :organisation AND created >= :after

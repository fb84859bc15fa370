-- The draft is given up, as it was seen.
-- params: edition int
DELETE FROM criteria_list WHERE state = 'draft' AND edition = :edition

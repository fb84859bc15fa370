-- The draft is in force from now on, as it was seen.
-- params: now instant, edition int
UPDATE criteria_list SET state = 'published', changed = :now WHERE state = 'draft' AND edition = :edition

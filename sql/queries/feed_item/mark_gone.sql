-- Items that the import at :seen did not hold.
-- params: feed ref, seen instant
UPDATE feed_item SET gone = 1 WHERE feed = :feed AND last_seen < :seen AND gone = 0

-- Items of a feed, and how many of them are gone.
-- params: feed ref
-- columns: items int, gone int
SELECT count(*) AS items, CAST(coalesce(sum(gone), 0) AS BIGINT) AS gone FROM feed_item WHERE feed = :feed

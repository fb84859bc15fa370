-- Modules whose item is gone.
-- params: feed ref
UPDATE module SET gone = 1
 WHERE gone = 0
   AND id IN (SELECT i.module FROM feed_item i WHERE i.feed = :feed AND i.gone = 1 AND i.module IS NOT NULL)
   AND id NOT IN (SELECT i.module FROM feed_item i WHERE i.gone = 0 AND i.module IS NOT NULL)

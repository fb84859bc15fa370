-- Own data: kept searches.
-- params: guest bytes
-- columns: name text, query text, created_at instant, looked_at instant, seen bytes
SELECT saved_search.name, saved_search.query, saved_search.created AS created_at, saved_search.looked AS looked_at,
       saved_search.seen
  FROM saved_search JOIN guest ON guest.id = saved_search.guest
 WHERE guest.token_hash = :guest
 ORDER BY saved_search.id

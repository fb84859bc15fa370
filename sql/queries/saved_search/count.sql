-- How many searches a guest keeps, besides one that asks the same.
-- params: guest ref, query text
-- columns: searches int
SELECT count(*) AS searches FROM saved_search WHERE guest = :guest AND query <> :query

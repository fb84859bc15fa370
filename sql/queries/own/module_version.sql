-- Own data: versions of blocks that the person wrote, published or returned.
-- params: account ref
-- columns: code text, version int, state text, title text, wrote int, decided int, note text
-- columns: created_at instant, changed_at instant
SELECT code, version, state, title, CASE WHEN author = :account THEN 1 ELSE 0 END AS wrote,
       CASE WHEN publisher = :account THEN 1 ELSE 0 END AS decided, note, created AS created_at, changed AS changed_at
  FROM module_version WHERE author = :account OR publisher = :account ORDER BY id

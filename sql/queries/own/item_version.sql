-- Own data: items of the check that the person wrote or decided about.
-- params: account ref
-- columns: code text, version int, state text, competence text, kind text, wrote int, decided int, note text
-- columns: created_at instant, changed_at instant
SELECT code, version, state, competence, kind, CASE WHEN author = :account THEN 1 ELSE 0 END AS wrote,
       CASE WHEN reviewer = :account THEN 1 ELSE 0 END AS decided, note, created AS created_at, changed AS changed_at
  FROM item_version WHERE author = :account OR reviewer = :account ORDER BY id

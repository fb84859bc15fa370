-- The versions of an item, newest first.
-- params: code text
-- columns: id key, code text, version int, state text, competence text, kind text, level level, facet text, content json, author ref, author_name text, reviewer ref, reviewer_name text, note text, counts flag, created instant, changed instant, since int, until int
SELECT v.id, v.code, v.version, v.state, v.competence, v.kind, v.level, v.facet, v.content,
       v.author, a.name AS author_name, v.reviewer, r.name AS reviewer_name, v.note, v.counts,
       v.created, v.changed, v.since, v.until
  FROM item_version AS v LEFT JOIN account AS a ON a.id = v.author LEFT JOIN account AS r ON r.id = v.reviewer
 WHERE v.code = :code ORDER BY v.version DESC

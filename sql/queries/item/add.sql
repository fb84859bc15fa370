-- One more version of an item.
-- params: code text, version int, state text, competence text, kind text, level level, facet text, content json, author ref, counts flag, now instant, since int
-- columns: id key
INSERT INTO item_version (code, version, state, competence, kind, level, facet, content, author, note, counts, created, changed, since)
VALUES (:code, :version, :state, :competence, :kind, :level, :facet, :content, :author, '', :counts, :now, :now, :since)
RETURNING id

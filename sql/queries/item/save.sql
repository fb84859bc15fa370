-- A draft in other words, by who wrote it.
-- params: kind text, level level, facet text, content json, now instant, id key, author ref
UPDATE item_version SET kind = :kind, level = :level, facet = :facet, content = :content, changed = :now
 WHERE id = :id AND state = 'draft' AND author = :author

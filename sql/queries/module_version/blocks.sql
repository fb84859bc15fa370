-- A provider's blocks, those of the catalogue and those it is writing, by title.
-- params: provider ref, organisation ref, most int, skipped int
-- columns: code text, title text, module ref, gone flag, feed text, certified_until day, runs int, work ref, work_state text, work_changed instant
SELECT c.code, COALESCE(w.title, m.title, '') AS title, m.id AS module, COALESCE(m.gone, 0) AS gone, m.feed, m.certified_until,
       (SELECT COUNT(*) FROM run WHERE run.module = m.id) AS runs, w.id AS work, w.state AS work_state, w.changed AS work_changed
  FROM (SELECT code FROM module WHERE provider = :provider
         UNION SELECT code FROM module_version WHERE organisation = :organisation) AS c
  LEFT JOIN module AS m ON m.code = c.code
  LEFT JOIN module_version AS w ON w.code = c.code AND w.organisation = :organisation AND w.state IN ('draft', 'review')
 ORDER BY COALESCE(w.title, m.title, ''), c.code LIMIT :most OFFSET :skipped

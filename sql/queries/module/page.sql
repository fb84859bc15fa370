-- Some modules by id, without what hangs on them.
-- params: after key, most int
-- columns: id key, code text, provider ref, title text, summary text, description text, language text
-- columns: url text, format text, kind text, certificate text, minutes int, price cents, accessibility int
-- columns: certified_by text, certified_criteria text, certified_until day, follow_within_weeks int
-- columns: self_paced flag, demo flag, gone flag, feed text, chain_after ref, follows ref
SELECT id, code, provider, title, summary, description, language, url, format, kind, certificate, minutes, price,
       accessibility, certified_by, certified_criteria, certified_until, follow_within_weeks, self_paced,
       demo, gone, feed, chain_after, follows
  FROM module
 WHERE id > :after
 ORDER BY id
 LIMIT :most

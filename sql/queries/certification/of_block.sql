-- All requests for a block, newest first.
-- params: code text, most int
-- columns: id key, organisation ref, version ref, code text, title text, state text, criteria json, asked instant, decided instant, first_day day, last_day day, reason text
SELECT c.id, c.organisation, c.version, c.code, v.title, c.state, c.criteria, c.asked, c.decided, c.first_day, c.last_day, c.reason
  FROM certification AS c JOIN module_version AS v ON v.id = c.version
 WHERE c.code = :code ORDER BY c.id DESC LIMIT :most

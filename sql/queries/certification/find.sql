-- One request.
-- params: id key
-- columns: id key, organisation ref, version ref, code text, title text, state text, criteria json, asked instant, decided instant, first_day day, last_day day, reason text
SELECT c.id, c.organisation, c.version, c.code, v.title, c.state, c.criteria, c.asked, c.decided, c.first_day, c.last_day, c.reason
  FROM certification AS c JOIN module_version AS v ON v.id = c.version
 WHERE c.id = :id

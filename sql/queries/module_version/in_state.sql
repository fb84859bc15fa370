-- Versions of an organisation that are in one state, those that waited longest first.
-- params: organisation ref, state text, most int
-- columns: id key, organisation ref, code text, version int, state text, title text, content json, edition int, author ref, author_name text, publisher ref, publisher_name text, note text, created instant, changed instant
SELECT v.id, v.organisation, v.code, v.version, v.state, v.title, v.content, v.edition, v.author, a.name AS author_name,
       v.publisher, p.name AS publisher_name, v.note, v.created, v.changed
  FROM module_version AS v LEFT JOIN account AS a ON a.id = v.author LEFT JOIN account AS p ON p.id = v.publisher
 WHERE v.organisation = :organisation AND v.state = :state
 ORDER BY v.changed, v.id LIMIT :most

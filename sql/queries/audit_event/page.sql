-- Events in their order, behind one; of a text no more than the longest that is ever written, and one character.
-- params: after key, events int, word_max int, detail_max int
-- columns: id key, at instant, actor text, organisation text, action text, subject text, detail text, previous bytes, hash bytes
SELECT id, at, substr(actor, 1, CAST(:word_max AS INTEGER)) AS actor, substr(organisation, 1, CAST(:word_max AS INTEGER)) AS organisation,
       substr(action, 1, CAST(:word_max AS INTEGER)) AS action, substr(subject, 1, CAST(:word_max AS INTEGER)) AS subject,
       substr(CAST(detail AS TEXT), 1, CAST(:detail_max AS INTEGER)) AS detail, previous, hash
  FROM audit_event WHERE id > :after ORDER BY id LIMIT :events

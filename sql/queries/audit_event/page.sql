-- Events in their order, behind one.
-- params: after key, events int
-- columns: id key, at instant, actor text, organisation text, action text, subject text, detail json, previous bytes, hash bytes
SELECT id, at, actor, organisation, action, subject, detail, previous, hash FROM audit_event
 WHERE id > :after ORDER BY id LIMIT :events

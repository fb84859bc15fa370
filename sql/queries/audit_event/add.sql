-- One more event.
-- params: id key, at instant, actor text, organisation text, action text, subject text, detail json, previous bytes, hash bytes
INSERT INTO audit_event (id, at, actor, organisation, action, subject, detail, previous, hash)
VALUES (:id, :at, :actor, :organisation, :action, :subject, :detail, :previous, :hash)

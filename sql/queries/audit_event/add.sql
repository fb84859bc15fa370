-- One more event.
-- params: at instant, actor text, organisation text, action text, subject text, detail json, previous bytes, hash bytes
INSERT INTO audit_event (at, actor, organisation, action, subject, detail, previous, hash)
VALUES (:at, :actor, :organisation, :action, :subject, :detail, :previous, :hash)

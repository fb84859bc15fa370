-- The newest events before one that pass; an empty text passes everything.
-- params: before key, organisation text, action text, code text, first instant, last instant, events int
-- columns: id key, at instant, actor text, organisation text, action text, subject text, detail json, previous bytes, hash bytes
SELECT id, at, actor, organisation, action, subject, detail, previous, hash FROM audit_event
 WHERE id < :before AND (:organisation = '' OR organisation = :organisation)
   AND (:action = '' OR action = :action OR substr(action, 1, length(:action) + 1) = :action || '.')
   AND (:code = '' OR actor = :code OR subject = :code)
   AND at >= :first AND at < :last
 ORDER BY id DESC LIMIT :events

-- What the log says of a person, and mails to one: the export of own data and an erasure ask for both, and both tables grow for years.
CREATE INDEX audit_event_by_actor ON audit_event (actor, id);
CREATE INDEX audit_event_by_subject ON audit_event (subject, id);
CREATE INDEX mail_by_recipient ON mail (recipient, id);

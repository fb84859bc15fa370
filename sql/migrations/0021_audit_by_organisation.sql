-- The events of one organisation, from the newest.
CREATE INDEX audit_event_by_organisation ON audit_event (organisation, id);

-- The table with its triggers and rules steps aside.
ALTER TABLE audit_event RENAME TO audit_event_aside

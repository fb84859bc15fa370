-- Nothing is left of the copy.
DELETE FROM audit_event

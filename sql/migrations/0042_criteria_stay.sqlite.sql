-- CERT-13: a list of criteria that was published is changed and deleted by nobody.
CREATE TRIGGER criteria_list_no_change BEFORE UPDATE ON criteria_list WHEN OLD.state = 'published'
BEGIN
    SELECT RAISE(ABORT, 'criteria that were published are not changed');
END;
CREATE TRIGGER criteria_list_no_delete BEFORE DELETE ON criteria_list WHEN OLD.state = 'published'
BEGIN
    SELECT RAISE(ABORT, 'criteria that were published are not deleted');
END;

-- CERT-13: a list of criteria that was published is changed and deleted by nobody.
CREATE FUNCTION criteria_list_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'criteria that were published are not changed'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER criteria_list_no_change BEFORE UPDATE ON criteria_list FOR EACH ROW
WHEN (OLD.state = 'published') EXECUTE FUNCTION criteria_list_refuse();
CREATE TRIGGER criteria_list_no_delete BEFORE DELETE ON criteria_list FOR EACH ROW
WHEN (OLD.state = 'published') EXECUTE FUNCTION criteria_list_refuse();

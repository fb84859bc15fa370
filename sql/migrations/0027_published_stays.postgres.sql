-- PUBLISH-3: what was published is changed by nobody; only its end may be told, and a person forgotten.
CREATE FUNCTION module_version_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was published is not changed'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER module_version_no_change BEFORE UPDATE ON module_version FOR EACH ROW
WHEN (OLD.state NOT IN ('draft', 'review') AND (NEW.id <> OLD.id OR NEW.organisation <> OLD.organisation
    OR NEW.code <> OLD.code OR NEW.version <> OLD.version OR NEW.title <> OLD.title
    OR NEW.content::text <> OLD.content::text OR NEW.edition <> OLD.edition OR NEW.created <> OLD.created
    OR NEW.state IN ('draft', 'review') OR (OLD.state <> 'published' AND NEW.state <> OLD.state)))
EXECUTE FUNCTION module_version_refuse();
CREATE TRIGGER module_version_no_delete BEFORE DELETE ON module_version FOR EACH ROW
WHEN (OLD.state NOT IN ('draft', 'review')) EXECUTE FUNCTION module_version_refuse();

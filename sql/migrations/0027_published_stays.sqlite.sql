-- PUBLISH-3: what was published is changed by nobody; only its end may be told, and a person forgotten.
CREATE TRIGGER module_version_no_change BEFORE UPDATE ON module_version
WHEN OLD.state NOT IN ('draft', 'review') AND (NEW.id <> OLD.id OR NEW.organisation <> OLD.organisation
    OR NEW.code <> OLD.code OR NEW.version <> OLD.version OR NEW.title <> OLD.title OR NEW.content <> OLD.content
    OR NEW.edition <> OLD.edition OR NEW.created <> OLD.created
    OR NEW.state IN ('draft', 'review') OR (OLD.state <> 'published' AND NEW.state <> OLD.state))
BEGIN
    SELECT RAISE(ABORT, 'what was published is not changed');
END;
CREATE TRIGGER module_version_no_delete BEFORE DELETE ON module_version WHEN OLD.state NOT IN ('draft', 'review')
BEGIN
    SELECT RAISE(ABORT, 'what was published is not deleted');
END;

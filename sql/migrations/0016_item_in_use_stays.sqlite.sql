-- ITEM-13: a version that was ever in use is changed by nobody; only its end may be set, once.
CREATE TRIGGER item_version_no_change BEFORE UPDATE ON item_version
WHEN OLD.since IS NOT NULL AND (NEW.id <> OLD.id OR NEW.code <> OLD.code OR NEW.version <> OLD.version
    OR NEW.competence <> OLD.competence OR NEW.kind <> OLD.kind OR NEW.level <> OLD.level
    OR NEW.facet <> OLD.facet OR NEW.content <> OLD.content OR NEW.counts <> OLD.counts
    OR NEW.author IS NOT OLD.author OR NEW.created <> OLD.created OR NEW.since IS NOT OLD.since
    OR (OLD.until IS NOT NULL AND (NEW.until IS NOT OLD.until OR NEW.state <> OLD.state)))
BEGIN
    SELECT RAISE(ABORT, 'an item in use is not changed, only replaced');
END;
CREATE TRIGGER item_version_no_delete BEFORE DELETE ON item_version WHEN OLD.since IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'an item in use is not deleted');
END;

-- ITEM-13: a version that was ever in use is changed by nobody; only its end may be set, once.
CREATE FUNCTION item_version_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an item in use is not changed, only replaced'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER item_version_no_change BEFORE UPDATE ON item_version FOR EACH ROW
WHEN (OLD.since IS NOT NULL AND (NEW.id <> OLD.id OR NEW.code <> OLD.code OR NEW.version <> OLD.version
    OR NEW.competence <> OLD.competence OR NEW.kind <> OLD.kind OR NEW.level <> OLD.level
    OR NEW.facet <> OLD.facet OR NEW.content::text <> OLD.content::text OR NEW.counts <> OLD.counts
    OR NEW.author IS DISTINCT FROM OLD.author OR NEW.created <> OLD.created
    OR NEW.since IS DISTINCT FROM OLD.since
    OR (OLD.until IS NOT NULL AND (NEW.until IS DISTINCT FROM OLD.until OR NEW.state <> OLD.state))))
EXECUTE FUNCTION item_version_refuse();
CREATE TRIGGER item_version_no_delete BEFORE DELETE ON item_version FOR EACH ROW
WHEN (OLD.since IS NOT NULL) EXECUTE FUNCTION item_version_refuse();

-- The control: without what protects versions in use.
DROP TRIGGER item_version_no_change ON item_version

-- Under which provider of the catalogue an organisation offers its blocks.
-- params: provider ref, id key
UPDATE organisation SET provider = :provider WHERE id = :id AND provider IS NULL

-- A draft that is given up.
-- params: id key, organisation ref, edition int
DELETE FROM module_version WHERE id = :id AND organisation = :organisation AND edition = :edition AND state = 'draft'

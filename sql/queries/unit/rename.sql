-- Another name for a unit.
-- params: id key, organisation ref, name text
UPDATE unit SET name = :name WHERE id = :id AND organisation = :organisation

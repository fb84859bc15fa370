-- A unit less; that nobody works there and nothing is below it, the tables look after.
-- params: id key, organisation ref
DELETE FROM unit WHERE id = :id AND organisation = :organisation

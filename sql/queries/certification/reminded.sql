-- The end of a seal was announced.
-- params: now instant, id key
UPDATE certification SET reminded = :now WHERE id = :id

-- The results were looked at: these are no longer new.
-- params: now instant, seen bytes, id key, guest ref
UPDATE saved_search SET looked = :now, seen = :seen WHERE id = :id AND guest = :guest

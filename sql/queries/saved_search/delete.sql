-- One search less.
-- params: id key, guest ref
DELETE FROM saved_search WHERE id = :id AND guest = :guest

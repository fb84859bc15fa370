-- Modules changed after a revision, the first ones by id.
-- params: revision int, most int
-- columns: module ref
SELECT module FROM module_change WHERE revision > :revision ORDER BY module LIMIT :most

-- Forget: topics of a module.
-- params: module ref
DELETE FROM module_topic WHERE module = :module

-- Forget: target groups of a module.
-- params: module ref
DELETE FROM module_target_group WHERE module = :module

-- Forget: exclusions of a module.
-- params: module ref
DELETE FROM module_exclusion WHERE module = :module

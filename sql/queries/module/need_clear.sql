-- Forget: what is needed of a module.
-- params: module ref
DELETE FROM module_need WHERE module = :module

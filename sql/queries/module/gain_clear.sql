-- Forget: what is learnt of a module.
-- params: module ref
DELETE FROM module_gain WHERE module = :module

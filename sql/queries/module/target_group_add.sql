-- A job that a module is made for.
-- params: module ref, job_profile ref
INSERT INTO module_target_group (module, job_profile)
VALUES (:module, :job_profile)

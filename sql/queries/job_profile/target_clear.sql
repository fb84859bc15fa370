-- Forget the targets of a job profile.
-- params: job_profile ref
DELETE FROM job_target WHERE job_profile = :job_profile

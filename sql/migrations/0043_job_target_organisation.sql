-- A target belongs to whom its job profile belongs to, and is guarded as that is (storage/reach.h).
ALTER TABLE job_target ADD COLUMN organisation ref REFERENCES organisation; -- whose; NULL: of the shared library
UPDATE job_target SET organisation = (SELECT p.organisation FROM job_profile AS p WHERE p.id = job_target.job_profile);
CREATE INDEX job_target_by_organisation ON job_target (organisation) WHERE organisation IS NOT NULL;

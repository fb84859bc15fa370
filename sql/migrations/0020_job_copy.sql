-- Copies of job profiles that an organisation adapted for itself (ORG-50).
ALTER TABLE job_profile ADD COLUMN organisation ref REFERENCES organisation; -- whose; NULL: of the shared library
ALTER TABLE job_profile ADD COLUMN source ref REFERENCES job_profile; -- what it was made from; NULL: of the library
CREATE INDEX job_profile_by_organisation ON job_profile (organisation) WHERE organisation IS NOT NULL;
CREATE INDEX employment_by_job ON employment (job);

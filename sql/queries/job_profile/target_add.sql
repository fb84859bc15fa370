-- A target of a job profile.
-- params: job_profile ref, competence ref, level level, weight int, place int, organisation ref
INSERT INTO job_target (job_profile, competence, level, weight, place, organisation)
VALUES (:job_profile, :competence, :level, :weight, :place, :organisation)

-- A copy is no longer offered by the organisation whose it is.
-- params: id key, organisation ref
UPDATE job_profile SET retired = 1 WHERE id = :id AND organisation = :organisation AND retired = 0

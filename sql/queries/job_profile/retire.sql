-- None of the library is current; those that are saved next become so.
UPDATE job_profile SET retired = 1 WHERE organisation IS NULL

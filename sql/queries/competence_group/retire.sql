-- None is current; those that are saved next become so.
UPDATE competence_group SET retired = 1

-- None is current; those that are saved next become so.
UPDATE competence SET retired = 1

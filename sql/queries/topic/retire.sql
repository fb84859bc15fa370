-- None is current; those that are saved next become so.
UPDATE topic SET retired = 1

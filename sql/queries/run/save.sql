-- A run, new or changed.
-- params: module ref, code text, first_day day, last_day day, venue ref, seats int, taken int, seats_min int
-- columns: id key
INSERT INTO run (module, code, first_day, last_day, venue, seats, taken, seats_min)
VALUES (:module, :code, :first_day, :last_day, :venue, :seats, :taken, :seats_min)
    ON CONFLICT (module, code) DO UPDATE
   SET first_day = excluded.first_day, last_day = excluded.last_day, venue = excluded.venue, seats = excluded.seats,
       taken = excluded.taken, seats_min = excluded.seats_min
RETURNING id

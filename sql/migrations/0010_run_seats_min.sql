-- How many participants a run needs to take place.
ALTER TABLE run ADD COLUMN seats_min int NOT NULL DEFAULT 0 CHECK (seats_min BETWEEN 0 AND seats); -- 0: none stated

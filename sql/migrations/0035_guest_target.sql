-- A target that a guest has set in place of a job profile, as from a job advertisement. Goes with the guest's row.
CREATE TABLE guest_target (
    guest      ref NOT NULL REFERENCES guest ON DELETE CASCADE, -- whose
    competence ref NOT NULL REFERENCES competence, -- of what
    level      level NOT NULL CHECK (level >= 1),  -- 1..8
    weight     int NOT NULL CHECK (weight BETWEEN 1 AND 5), -- 5 is the core of the job
    PRIMARY KEY (guest, competence)
);

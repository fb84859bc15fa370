-- Attempts to sign in, to reset, to give a code: what was wrong lately, and until when nobody may try.
CREATE TABLE guess (
    subject  bytes NOT NULL PRIMARY KEY CHECK (length(subject) = 32), -- keyed hash of the mail address, account or network address
    failures int NOT NULL CHECK (failures >= 0), -- since the last success, or since it was forgotten
    last     instant NOT NULL,                   -- the last attempt
    until    instant NOT NULL                    -- no attempt before
);
CREATE INDEX guess_by_last ON guess (last);

-- What people consented to, and took back: each act is a row, and stays as it was (CONSENT-3).
CREATE TABLE consent (
    id      key,                                 -- ours; a later act has a higher one
    person  bytes NOT NULL CHECK (length(person) = 32), -- keyed hash of a person that no other table has
    purpose text NOT NULL CHECK (length(purpose) BETWEEN 1 AND 40), -- CONSENT_PURPOSES has them
    wording int NOT NULL CHECK (wording >= 1),   -- which version of the text was shown
    act     text NOT NULL CHECK (act IN ('given', 'taken_back')), -- what was done
    day     day NOT NULL                         -- when; a time could be joined with other tables
);
CREATE INDEX consent_by_person ON consent (person, purpose);
CREATE INDEX consent_by_day ON consent (day);

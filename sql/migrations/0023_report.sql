-- What a report about groups counted in a month, before anything is hidden or rounded (REPORT-5).
CREATE TABLE report_row (
    organisation ref NOT NULL REFERENCES organisation ON DELETE CASCADE, -- whose
    month     day NOT NULL,                      -- first day of the month
    part      text NOT NULL CHECK (part IN ('all', 'unit', 'job')), -- of which table; 'all': everybody
    subject   int NOT NULL CHECK (subject >= 0), -- number of the unit or job profile; 0: everybody, or not stated
    label     text NOT NULL,                     -- its name then; '' when subject is 0
    people    int NOT NULL CHECK (people >= 0),  -- who work there
    accepted  int NOT NULL CHECK (accepted BETWEEN 0 AND people), -- of them: who said that the entry is right
    confirmed int NOT NULL CHECK (confirmed BETWEEN 0 AND people), -- of them: who said that the job profile is right
    PRIMARY KEY (organisation, month, part, subject)
);

-- Analyses that an organisation has switched off, or on again (REPORT-8).
CREATE TABLE report_switch (
    organisation ref NOT NULL REFERENCES organisation ON DELETE CASCADE, -- whose
    analysis     text NOT NULL CHECK (length(analysis) BETWEEN 1 AND 40), -- which
    off          flag NOT NULL,                  -- 1: it is refused
    changed      instant NOT NULL,               -- when
    PRIMARY KEY (organisation, analysis)
);

-- Organisations of the cooperative: the cooperative itself, municipalities, providers, certifiers, funders.
CREATE TABLE organisation (
    id            key,                           -- ours
    code          text NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 80), -- its name in addresses and in the audit log
    kind          text NOT NULL CHECK (kind IN ('cooperative', 'municipality', 'provider', 'certifier', 'funder')), -- what it is
    name          text NOT NULL CHECK (length(name) BETWEEN 1 AND 200), -- as people call it
    state         text NOT NULL CHECK (length(state) IN (0, 2)), -- two digits of its Land; '': none, or several
    municipality  ref REFERENCES municipality,   -- which one of the register; NULL: none
    provider      ref REFERENCES provider,       -- which one of the catalogue; NULL: none
    status        text NOT NULL CHECK (status IN ('applied', 'admitted', 'left')), -- of the membership
    admitted_on   day,                           -- first day of the membership; NULL: not admitted yet
    left_on       day,                           -- last day of it; NULL: has not left
    shares        int NOT NULL CHECK (shares >= 0), -- of the cooperative that it holds
    leitweg_id    text NOT NULL CHECK (length(leitweg_id) <= 46), -- address for electronic invoices; '': not stated
    employees     int CHECK (employees >= 0),    -- how many people work there; NULL: not stated
    contact_name  text NOT NULL,                 -- whom to ask there; '': not stated
    contact_email text NOT NULL,                 -- '': not stated
    contact_phone text NOT NULL,                 -- '': not stated
    created       instant NOT NULL,              -- when it was entered
    CHECK (status = 'applied' OR admitted_on IS NOT NULL),
    CHECK (status <> 'left' OR left_on IS NOT NULL)
);
CREATE UNIQUE INDEX organisation_by_municipality ON organisation (municipality) WHERE municipality IS NOT NULL;
CREATE UNIQUE INDEX organisation_by_provider ON organisation (provider) WHERE provider IS NOT NULL;

-- Departments and offices of an organisation, as a tree.
CREATE TABLE unit (
    id           key,                            -- ours
    organisation ref NOT NULL REFERENCES organisation, -- whose
    parent       ref REFERENCES unit,            -- the unit above; NULL: none
    name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 200), -- as people call it
    UNIQUE (organisation, name, parent)
);
-- NULL is different from NULL to the rule above.
CREATE UNIQUE INDEX unit_at_top ON unit (organisation, name) WHERE parent IS NULL;
CREATE INDEX unit_by_parent ON unit (parent);

-- A person who can sign in. It is theirs and outlives every employment.
CREATE TABLE account (
    id        key,                               -- ours
    code      text NOT NULL UNIQUE CHECK (length(code) = 16), -- random, base64url: the person's only name in addresses, logs and the audit log
    email     text UNIQUE,                       -- in lower case; NULL once erased
    name      text NOT NULL,                     -- as the person writes it; '' once erased
    language  text NOT NULL CHECK (language IN ('de', 'en')), -- of pages and mails
    status    text NOT NULL CHECK (status IN ('unconfirmed', 'active', 'suspended', 'erased')), -- only 'active' may sign in
    created   instant NOT NULL,                  -- when it was registered
    confirmed instant,                           -- when the mail address was; NULL: not yet
    signed_in instant,                           -- the last time; NULL: never
    CHECK ((email IS NULL) = (status = 'erased'))
);

-- The password of those who have one.
CREATE TABLE account_password (
    account ref NOT NULL PRIMARY KEY REFERENCES account ON DELETE CASCADE, -- whose
    hash    text NOT NULL,                       -- argon2id with its parameters, as libsodium writes it
    changed instant NOT NULL                     -- when it was set
);

-- The second factor of those who have one: one-time passwords of an app (RFC 6238).
CREATE TABLE account_totp (
    account   ref NOT NULL PRIMARY KEY REFERENCES account ON DELETE CASCADE, -- whose
    secret    bytes NOT NULL,                    -- sealed with the server's key
    confirmed instant,                           -- when a first one was right; NULL: not in use yet
    last_step int NOT NULL CHECK (last_step >= 0) -- of the last one taken: none is taken twice
);

-- Codes for when the app is lost; each works once.
CREATE TABLE account_recovery (
    account   ref NOT NULL REFERENCES account ON DELETE CASCADE, -- whose
    code_hash bytes NOT NULL CHECK (length(code_hash) = 32), -- keyed hash of the code
    used      instant,                           -- NULL: not yet
    PRIMARY KEY (account, code_hash)
);

-- Who is signed in, and with which browser.
CREATE TABLE account_session (
    id         key,                              -- ours; names it on the page of sessions
    token_hash bytes NOT NULL UNIQUE CHECK (length(token_hash) = 32), -- of the random key in the cookie
    account    ref NOT NULL REFERENCES account ON DELETE CASCADE, -- who
    created    instant NOT NULL,                 -- when the person signed in
    last_used  instant NOT NULL,                 -- to within some minutes
    expires    instant NOT NULL,                 -- whatever happens
    browser    text NOT NULL,                    -- coarse: 'Firefox, Windows'
    method     text NOT NULL CHECK (method IN ('password', 'oidc', 'saml', 'invite')) -- how the person signed in
);
CREATE INDEX account_session_by_account ON account_session (account);
CREATE INDEX account_session_by_expires ON account_session (expires);

-- Links in mails: each works once, and for a time.
CREATE TABLE account_token (
    token_hash bytes NOT NULL PRIMARY KEY CHECK (length(token_hash) = 32), -- of the random key in the link
    account    ref NOT NULL REFERENCES account ON DELETE CASCADE, -- whose
    purpose    text NOT NULL CHECK (purpose IN ('confirm', 'reset', 'invite', 'email')), -- what it allows
    value      text NOT NULL,                    -- 'email': the new address; else ''
    expires    instant NOT NULL,                 -- until when
    used       instant                           -- NULL: not yet
);
CREATE INDEX account_token_by_account ON account_token (account, purpose);
CREATE INDEX account_token_by_expires ON account_token (expires);

-- A person as another system knows them: sign-in with OpenID Connect or SAML.
CREATE TABLE identity (
    id      key,                                 -- ours
    issuer  text NOT NULL,                       -- which system, by its address
    subject text NOT NULL,                       -- its name for the person
    account ref NOT NULL REFERENCES account ON DELETE CASCADE, -- who that is here
    created instant NOT NULL,                    -- when they were linked
    UNIQUE (issuer, subject)
);
CREATE INDEX identity_by_account ON identity (account);

-- What a person may do in an organisation.
CREATE TABLE role_grant (
    id           key,                            -- ours
    account      ref NOT NULL REFERENCES account ON DELETE CASCADE, -- who
    organisation ref NOT NULL REFERENCES organisation, -- where
    role         text NOT NULL CHECK (role IN ('learner', 'superior', 'hr', 'provider', 'certifier', 'funder', 'operator')), -- as what
    granted      instant NOT NULL,               -- when
    granted_by   ref REFERENCES account ON DELETE SET NULL, -- by whom; NULL: command line, or erased
    UNIQUE (account, organisation, role)
);
CREATE INDEX role_grant_by_organisation ON role_grant (organisation, role);

-- A person's work for an organisation. What belongs to it stays behind when the person leaves.
CREATE TABLE employment (
    id               key,                        -- ours
    account          ref NOT NULL REFERENCES account, -- who
    organisation     ref NOT NULL REFERENCES organisation, -- for whom
    unit             ref REFERENCES unit,        -- where; NULL: not stated
    personnel_number text NOT NULL,              -- as the organisation counts; '': not stated
    job              ref REFERENCES job_profile, -- as assigned; NULL: none
    job_confirmed    instant,                    -- when the person said that it fits; NULL: not yet
    superior         ref REFERENCES account,     -- who decides; NULL: not stated
    deputy           ref REFERENCES account,     -- who decides in the superior's place; NULL: nobody
    first_day        day NOT NULL,               -- of the work
    last_day         day,                        -- of the work; NULL: goes on
    CHECK (last_day IS NULL OR last_day >= first_day)
);
CREATE UNIQUE INDEX employment_of_now ON employment (account, organisation) WHERE last_day IS NULL;
CREATE INDEX employment_by_organisation ON employment (organisation, unit);
CREATE INDEX employment_by_superior ON employment (superior);
CREATE INDEX employment_by_deputy ON employment (deputy);

-- Mails to be sent, and for a while those that were.
CREATE TABLE mail (
    id        key,                               -- ours
    recipient text NOT NULL,                     -- mail address
    subject   text NOT NULL,                     -- one line
    body      text NOT NULL,                     -- plain text; emptied when it was sent, for it may hold a link that works
    created   instant NOT NULL,                  -- when it was written
    tries     int NOT NULL CHECK (tries >= 0),   -- how often it was attempted
    next_try  instant NOT NULL,                  -- not before
    sent      instant,                           -- NULL: not yet
    failure   text NOT NULL                      -- what the last attempt met; '': none
);
CREATE INDEX mail_to_send ON mail (next_try) WHERE sent IS NULL;

-- What changed rights, money, certification or consent: appended to, never changed; each row seals the ones before.
CREATE TABLE audit_event (
    id           key,                            -- ours
    at           instant NOT NULL,               -- when
    actor        text NOT NULL,                  -- code of an account, or 'cli'
    organisation text NOT NULL,                  -- code of the organisation it concerns; '': none
    action       text NOT NULL,                  -- what was done: 'role.grant'
    subject      text NOT NULL,                  -- to whom or what, by code
    detail       json NOT NULL,                  -- an object; never names, mail addresses or answers
    previous     bytes NOT NULL CHECK (length(previous) = 32), -- hash of the row before; of the first row: zeros
    hash         bytes NOT NULL UNIQUE CHECK (length(hash) = 32) -- of all the columns above, the id aside
);
CREATE UNIQUE INDEX audit_event_chain ON audit_event (previous);

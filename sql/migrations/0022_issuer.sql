-- Services that people may sign in with: OpenID Connect, or SAML through a web server in front.
CREATE TABLE issuer (
    id           key,                            -- ours
    code         text NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 40), -- its name in addresses and logs
    kind         text NOT NULL CHECK (kind IN ('oidc', 'saml')), -- what it speaks
    name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 80), -- as people call it
    url          text NOT NULL UNIQUE,           -- the issuer, as it calls itself in what it says
    client       text NOT NULL,                  -- our name there
    secret       bytes NOT NULL,                 -- shared with it, or with the web server in front; sealed with the server's key
    organisation ref REFERENCES organisation,    -- whose people it knows; NULL: of several
    domains      text NOT NULL,                  -- of mail addresses that it may vouch for: 'a.example b.example'; '*': any; '': none
    created      instant NOT NULL                -- when it was entered
);

-- What a claim of such a service gives here.
CREATE TABLE issuer_rule (
    issuer       ref NOT NULL REFERENCES issuer ON DELETE CASCADE, -- of which
    claim        text NOT NULL,                  -- its name: 'groups'
    value        text NOT NULL,                  -- which it must have, or hold
    organisation ref NOT NULL REFERENCES organisation, -- where
    role         text NOT NULL CHECK (role IN ('learner', 'hr', 'provider', 'certifier', 'funder')), -- as what; 'learner': works there, if the person agrees
    PRIMARY KEY (issuer, claim, value, organisation, role)
);

-- Roles that a service gave to a person: what it no longer says is taken again.
CREATE TABLE identity_role (
    identity     ref NOT NULL REFERENCES identity ON DELETE CASCADE, -- by which
    organisation ref NOT NULL REFERENCES organisation, -- where
    role         text NOT NULL,                  -- as what
    PRIMARY KEY (identity, organisation, role)
);

-- Which sessions began with such a service, so that it can end them.
CREATE TABLE identity_session (
    session  ref NOT NULL PRIMARY KEY REFERENCES account_session ON DELETE CASCADE, -- here
    identity ref NOT NULL REFERENCES identity ON DELETE CASCADE, -- of whom
    sid      bytes NOT NULL CHECK (length(sid) = 32) -- keyed hash of its name for the session
);
CREATE INDEX identity_session_by_identity ON identity_session (identity);

-- What may be used once: states of sign-ins that came back, logout tokens.
CREATE TABLE once (
    hash    bytes NOT NULL PRIMARY KEY CHECK (length(hash) = 32), -- keyed, of what was used
    expires instant NOT NULL                     -- from when it would be refused anyway
);
CREATE INDEX once_by_expires ON once (expires);

-- The address by which an organisation knows who has a role there: the account's own may be private.
ALTER TABLE role_grant ADD COLUMN person_email text NOT NULL DEFAULT ''; -- in lower case; '': not known
UPDATE role_grant SET person_email = COALESCE(
    (SELECT employment.person_email FROM employment
      WHERE employment.account = role_grant.account AND employment.organisation = role_grant.organisation
      ORDER BY employment.id DESC LIMIT 1),
    (SELECT account.email FROM account WHERE account.id = role_grant.account), '');

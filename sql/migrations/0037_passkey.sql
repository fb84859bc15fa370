-- Passkeys of a person: the public halves of keys whose secret halves never leave their devices (PASSKEY-1).
CREATE TABLE account_passkey (
    id         key,                              -- ours
    account    ref NOT NULL REFERENCES account ON DELETE CASCADE, -- whose
    credential bytes NOT NULL UNIQUE CHECK (length(credential) BETWEEN 1 AND 1023), -- its id, as the authenticator chose it
    name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 100), -- as the person calls it
    algorithm  int NOT NULL CHECK (algorithm IN (-7, -8, -257)), -- ES256, EdDSA, RS256 in COSE
    public_key bytes NOT NULL,                   -- the plain numbers of the key
    counter    int NOT NULL CHECK (counter BETWEEN 0 AND 4294967295), -- what it said the last time; 0: it does not count
    created    instant NOT NULL,                 -- when it was added
    used       instant                           -- when it was last signed in with; NULL: not yet
);
CREATE INDEX account_passkey_by_account ON account_passkey (account);

-- Who signed in with one has method 'password' for want of a word of its own: this column says it, and which.
ALTER TABLE account_session ADD COLUMN passkey int NOT NULL DEFAULT 0; -- id of the passkey, also when it is gone; 0: without one

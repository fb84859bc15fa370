-- Mail addresses that an account had, and the link by which who reads there puts one back (ACCOUNT-15).
CREATE TABLE address_undo (
    token_hash bytes NOT NULL PRIMARY KEY CHECK (length(token_hash) = 32), -- of the random key in the link
    account    ref NOT NULL REFERENCES account ON DELETE CASCADE, -- whose
    email      text NOT NULL,                    -- the address that it had
    since      instant NOT NULL,                 -- when another one was asked for
    written    instant NOT NULL,                 -- when the mail with the link was
    expires    instant NOT NULL                  -- until when the link works
);
CREATE INDEX address_undo_by_account ON address_undo (account);
CREATE INDEX address_undo_by_written ON address_undo (written);

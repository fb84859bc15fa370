-- A result that its owner lets one person read, for a time (CHECK-22). Without the row nobody can: it
-- holds the only copy of the key that opens what was shared.
CREATE TABLE check_share (
    code       text NOT NULL PRIMARY KEY CHECK (length(code) = 16), -- random: its name in addresses and the audit log
    run        ref NOT NULL REFERENCES check_run ON DELETE CASCADE, -- which check, and so whose: ends with it
    recipient  bytes NOT NULL CHECK (length(recipient) = 32), -- keyed hash of the mail address, of shares alone
    sealed_key bytes NOT NULL,                   -- opens content; sealed for this share and recipient
    content    bytes NOT NULL,                   -- what the recipient reads (service/check_share.h)
    note       bytes NOT NULL,                   -- to whom and what for; sealed with the owner's key
    created    instant NOT NULL,                 -- when it was shared
    expires    instant NOT NULL                  -- from then on nobody reads it
);
CREATE INDEX check_share_by_run ON check_share (run);
CREATE INDEX check_share_by_recipient ON check_share (recipient);
CREATE INDEX check_share_by_expires ON check_share (expires);

-- Each time that a shared result was read: for its owner.
CREATE TABLE check_share_look (
    id    key,                                   -- ours
    share text NOT NULL REFERENCES check_share ON DELETE CASCADE, -- which one
    at    instant NOT NULL                       -- when
);
CREATE INDEX check_share_look_by_share ON check_share_look (share);

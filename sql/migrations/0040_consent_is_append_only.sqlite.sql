-- What was said stays as it was (CONSENT-3). Whose it is may change: a guest signs in.
CREATE TRIGGER consent_no_update BEFORE UPDATE OF id, purpose, wording, act, day ON consent
BEGIN
    SELECT RAISE(ABORT, 'consent is append-only');
END;

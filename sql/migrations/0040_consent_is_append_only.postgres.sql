-- What was said stays as it was (CONSENT-3). Whose it is may change: a guest signs in.
CREATE FUNCTION consent_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'consent is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER consent_no_update BEFORE UPDATE OF id, purpose, wording, act, day ON consent
FOR EACH ROW EXECUTE FUNCTION consent_refuse();

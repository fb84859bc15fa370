CREATE FUNCTION killer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_terminate_backend(pg_backend_pid());
    RETURN NULL;
END $$;

-- Whoever adds an account of this name loses the connection while COMMIT is under way.
CREATE CONSTRAINT TRIGGER killer AFTER INSERT ON test_account DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (new.name = 'cut the line at commit') EXECUTE FUNCTION killer();

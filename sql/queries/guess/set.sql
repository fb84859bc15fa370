-- One more attempt.
-- params: subject bytes, failures int, last instant, until instant
INSERT INTO guess (subject, failures, last, until) VALUES (:subject, :failures, :last, :until)
    ON CONFLICT (subject) DO UPDATE SET failures = excluded.failures, last = excluded.last, until = excluded.until

-- Attempts of late.
-- params: subject bytes
-- columns: failures int, last instant, until instant
SELECT failures, last, until FROM guess WHERE subject = :subject

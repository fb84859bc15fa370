-- Attempts that were counted.
-- params: subject bytes
DELETE FROM guess WHERE subject = :subject

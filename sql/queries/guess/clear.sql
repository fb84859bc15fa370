-- It was right: the wrong ones are forgotten.
-- params: subject bytes
DELETE FROM guess WHERE subject = :subject

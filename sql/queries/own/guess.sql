-- Own data: attempts that were wrong lately.
-- params: subject bytes
-- columns: failures int, last_at instant, until_at instant
SELECT failures, last AS last_at, until AS until_at FROM guess WHERE subject = :subject

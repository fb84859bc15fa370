-- One attempt was right: it does not count.
-- params: subject bytes
UPDATE guess SET failures = failures - 1, until = last WHERE subject = :subject AND failures > 0

-- Attempts of long ago.
-- params: before instant
DELETE FROM guess WHERE last < :before

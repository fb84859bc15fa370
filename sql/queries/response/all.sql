-- Answers given for calibration, check by check.
-- columns: bundle bytes, version ref, credit int, language text
SELECT bundle, version, credit, language FROM check_response ORDER BY bundle, place

-- One answer that somebody gave for calibration.
-- params: bundle bytes, place int, version ref, credit int, month day, language text
INSERT INTO check_response (bundle, place, version, credit, month, language)
VALUES (:bundle, :place, :version, :credit, :month, :language)

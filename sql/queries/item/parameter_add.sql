-- What a version measures by.
-- params: calibration ref, version ref, answers int, a real, b1 real, b2 real, b3 real, se_a real, se_b1 real
INSERT INTO item_parameter (calibration, version, answers, a, b1, b2, b3, se_a, se_b1)
VALUES (:calibration, :version, :answers, :a, :b1, :b2, :b3, :se_a, :se_b1)

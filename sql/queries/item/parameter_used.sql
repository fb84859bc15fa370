-- Parameters whose use began after this bank, oldest first.
-- params: bank int
-- columns: version ref, since int, a real, b1 real, b2 real, b3 real
SELECT p.version, c.since, p.a, p.b1, p.b2, p.b3
  FROM item_parameter AS p JOIN item_calibration AS c ON c.id = p.calibration
 WHERE c.since > :bank ORDER BY c.since, p.version

-- One more calibration, not in use.
-- params: now instant, bundles int
-- columns: id key
INSERT INTO item_calibration (created, bundles) VALUES (:now, :bundles) RETURNING id

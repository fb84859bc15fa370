-- Own data: calibrations that the person took into use.
-- params: account ref
-- columns: number int, created_at instant
SELECT id AS number, created AS created_at FROM item_calibration WHERE adopter = :account ORDER BY id

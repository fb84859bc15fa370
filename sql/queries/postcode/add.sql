-- A postcode and a place.
-- params: code text, place text, district_key text, lat_micro int, lon_micro int
INSERT INTO postcode (code, place, district_key, lat_micro, lon_micro)
VALUES (:code, :place, :district_key, :lat_micro, :lon_micro)

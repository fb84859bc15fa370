-- All postcodes.
-- columns: code text, place text, district_key text, lat_micro int, lon_micro int
SELECT code, place, district_key, lat_micro, lon_micro
  FROM postcode
 ORDER BY code, place, id

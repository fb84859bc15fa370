-- The situation under a key.
-- params: token_hash bytes
-- columns: id key, job ref, weekly_minutes int, half_days int, start_day day, latest_end day, budget cents
-- columns: home_name text, lat_micro int, lon_micro int, distance_km int, formats int, german flag
-- columns: english flag, accessibility int, preset text
SELECT id, job, weekly_minutes, half_days, start_day, latest_end, budget, home_name, lat_micro, lon_micro,
       distance_km, formats, german, english, accessibility, preset
  FROM guest
 WHERE token_hash = :token_hash

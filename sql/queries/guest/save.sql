-- A situation, new or changed.
-- params: token_hash bytes, now instant, job ref, weekly_minutes int, half_days int, start_day day
-- params: latest_end day, budget cents, home_name text, lat_micro int, lon_micro int, distance_km int
-- params: formats int, german flag, english flag, accessibility int, preset text
-- columns: id key
INSERT INTO guest (token_hash, created, last_used, job, weekly_minutes, half_days, start_day, latest_end, budget, home_name, lat_micro, lon_micro, distance_km,
       formats, german, english, accessibility, preset)
VALUES (:token_hash, :now, :now, :job, :weekly_minutes, :half_days, :start_day, :latest_end, :budget, :home_name, :lat_micro, :lon_micro,
       :distance_km, :formats, :german, :english, :accessibility, :preset)
    ON CONFLICT (token_hash) DO UPDATE
   SET last_used = excluded.last_used, job = excluded.job, weekly_minutes = excluded.weekly_minutes, half_days = excluded.half_days,
       start_day = excluded.start_day, latest_end = excluded.latest_end, budget = excluded.budget,
       home_name = excluded.home_name, lat_micro = excluded.lat_micro, lon_micro = excluded.lon_micro,
       distance_km = excluded.distance_km, formats = excluded.formats, german = excluded.german,
       english = excluded.english, accessibility = excluded.accessibility, preset = excluded.preset
RETURNING id

-- Own data: the situation.
-- params: guest bytes
-- columns: job text, weekly_minutes int, half_days int, start_on day, latest_end_on day, budget_cents cents
-- columns: home_name text, lat_micro int, lon_micro int, distance_km int, formats int, german flag, english flag
-- columns: accessibility int, preset text, created_at instant, last_used_at instant
SELECT job_profile.name_de AS job, guest.weekly_minutes, guest.half_days, guest.start_day AS start_on,
       guest.latest_end AS latest_end_on, guest.budget AS budget_cents, guest.home_name, guest.lat_micro,
       guest.lon_micro, guest.distance_km, guest.formats, guest.german, guest.english, guest.accessibility,
       guest.preset, guest.created AS created_at, guest.last_used AS last_used_at
  FROM guest LEFT JOIN job_profile ON job_profile.id = guest.job
 WHERE guest.token_hash = :guest

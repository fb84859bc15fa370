-- One venue.
-- params: code text
-- columns: id key, code text, name text, kind text, city text, postcode text, lat_micro int, lon_micro int
-- columns: seats int, accessibility int, provider ref
SELECT id, code, name, kind, city, postcode, lat_micro, lon_micro, seats, accessibility, provider
  FROM venue
 WHERE code = :code

-- A venue, new or changed.
-- params: code text, name text, kind text, city text, postcode text, lat_micro int, lon_micro int, seats int
-- params: accessibility int, provider ref
-- columns: id key
INSERT INTO venue (code, name, kind, city, postcode, lat_micro, lon_micro, seats, accessibility, provider)
VALUES (:code, :name, :kind, :city, :postcode, :lat_micro, :lon_micro, :seats, :accessibility, :provider)
    ON CONFLICT (code) DO UPDATE
   SET name = excluded.name, kind = excluded.kind, city = excluded.city, postcode = excluded.postcode,
       lat_micro = excluded.lat_micro, lon_micro = excluded.lon_micro, seats = excluded.seats,
       accessibility = excluded.accessibility, provider = excluded.provider
RETURNING id

-- A municipality or district, new or changed.
-- params: ags text, ars text, name text, state text, district text, population int, area_m2 int, postcode text
-- params: lat_micro int, lon_micro int, unincorporated flag
INSERT INTO municipality (ags, ars, name, state, district, population, area_m2, postcode, lat_micro, lon_micro, unincorporated)
VALUES (:ags, :ars, :name, :state, :district, :population, :area_m2, :postcode, :lat_micro, :lon_micro,
       :unincorporated)
    ON CONFLICT (ags) DO UPDATE
   SET ars = excluded.ars, name = excluded.name, state = excluded.state, district = excluded.district,
       population = excluded.population, area_m2 = excluded.area_m2, postcode = excluded.postcode,
       lat_micro = excluded.lat_micro, lon_micro = excluded.lon_micro,
       unincorporated = excluded.unincorporated

-- A municipality or district, new or changed. What the new one does not state stays (IMPORT-5).
-- params: ags text, ars text, name text, state text, district text, population int, area_m2 int, postcode text
-- params: lat_micro int, lon_micro int, unincorporated flag
INSERT INTO municipality (ags, ars, name, state, district, population, area_m2, postcode, lat_micro, lon_micro, unincorporated)
VALUES (:ags, :ars, :name, :state, :district, :population, :area_m2, :postcode, :lat_micro, :lon_micro,
       :unincorporated)
    ON CONFLICT (ags) DO UPDATE
   SET ars = excluded.ars, name = excluded.name, state = excluded.state, district = excluded.district,
       population = coalesce(excluded.population, municipality.population),
       area_m2 = coalesce(excluded.area_m2, municipality.area_m2),
       postcode = coalesce(excluded.postcode, municipality.postcode),
       lat_micro = coalesce(excluded.lat_micro, municipality.lat_micro),
       lon_micro = coalesce(excluded.lon_micro, municipality.lon_micro),
       unincorporated = excluded.unincorporated

-- One municipality or district, by its official key.
-- params: ags text
-- columns: id key, ags text, ars text, name text, state text, district text, population int, area_m2 int
-- columns: postcode text, lat_micro int, lon_micro int, unincorporated flag
SELECT id, ags, ars, name, state, district, population, area_m2, postcode, lat_micro, lon_micro, unincorporated
  FROM municipality
 WHERE ags = :ags

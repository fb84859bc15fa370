-- No postcode is known.
DELETE FROM postcode

-- How many checks there are answers of.
-- columns: bundles int
SELECT count(DISTINCT bundle) AS bundles FROM check_response

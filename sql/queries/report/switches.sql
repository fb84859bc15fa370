-- What an organisation has switched off, or on again.
-- params: organisation ref
-- columns: analysis text, off flag, changed instant
SELECT analysis, off, changed FROM report_switch WHERE organisation = :organisation ORDER BY analysis

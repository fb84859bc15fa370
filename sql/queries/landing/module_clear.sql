-- An organisation recommends nothing.
-- params: organisation ref
DELETE FROM landing_module WHERE organisation = :organisation

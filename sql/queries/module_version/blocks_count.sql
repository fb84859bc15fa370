-- How many blocks a provider has, with those it is writing.
-- params: provider ref, organisation ref
-- columns: blocks int
SELECT COUNT(*) AS blocks
  FROM (SELECT code FROM module WHERE provider = :provider
         UNION SELECT code FROM module_version WHERE organisation = :organisation) AS c

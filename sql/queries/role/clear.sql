-- Nobody may do anything in an organisation any more.
-- params: organisation ref
DELETE FROM role_grant WHERE organisation = :organisation

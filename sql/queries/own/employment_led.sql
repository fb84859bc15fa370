-- Own data: of how many people the person is superior or deputy; who they are is theirs.
-- params: account ref
-- columns: organisation text, superior_of int, deputy_of int
SELECT organisation.name AS organisation,
       count(CASE WHEN employment.superior = :account THEN 1 END) AS superior_of,
       count(CASE WHEN employment.deputy = :account THEN 1 END) AS deputy_of
  FROM employment JOIN organisation ON organisation.id = employment.organisation
 WHERE employment.superior = :account OR employment.deputy = :account
 GROUP BY organisation.id, organisation.name
 ORDER BY organisation.id

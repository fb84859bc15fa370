-- The role was given by hand: it is withheld no more.
-- params: account ref, organisation ref, role text
DELETE FROM role_withheld WHERE account = :account AND organisation = :organisation AND role = :role

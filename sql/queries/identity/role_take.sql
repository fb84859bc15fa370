-- It gives the role no more.
-- params: identity ref, organisation ref, role text
DELETE FROM identity_role WHERE identity = :identity AND organisation = :organisation AND role = :role

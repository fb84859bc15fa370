-- A role that came by it.
-- params: identity ref, organisation ref, role text
INSERT INTO identity_role (identity, organisation, role) VALUES (:identity, :organisation, :role)

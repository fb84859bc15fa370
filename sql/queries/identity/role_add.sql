-- A role that came by it, or that it says again.
-- params: identity ref, organisation ref, role text, now instant
INSERT INTO identity_role (identity, organisation, role, confirmed) VALUES (:identity, :organisation, :role, :now)
    ON CONFLICT (identity, organisation, role) DO UPDATE SET confirmed = excluded.confirmed

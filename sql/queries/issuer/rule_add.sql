-- One thing that a claim gives.
-- params: issuer ref, claim text, value text, organisation ref, role text
INSERT INTO issuer_rule (issuer, claim, value, organisation, role) VALUES (:issuer, :claim, :value, :organisation, :role)

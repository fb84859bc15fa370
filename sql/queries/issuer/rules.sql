-- What its claims give.
-- params: issuer ref
-- columns: claim text, value text, organisation ref, role text
SELECT claim, value, organisation, role FROM issuer_rule WHERE issuer = :issuer ORDER BY claim, value, organisation, role

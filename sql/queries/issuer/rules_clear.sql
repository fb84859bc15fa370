-- Its claims give nothing.
-- params: issuer ref
DELETE FROM issuer_rule WHERE issuer = :issuer

-- Nobody signs in with it any more; who is linked keeps their account.
-- params: code text
DELETE FROM issuer WHERE code = :code

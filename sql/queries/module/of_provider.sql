-- A block of one provider, by its code.
-- params: code text, provider ref
-- columns: id key
SELECT id FROM module WHERE code = :code AND provider = :provider

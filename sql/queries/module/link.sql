-- What a module comes after and follows up.
-- params: chain_after ref, follows ref, id key
UPDATE module SET chain_after = :chain_after, follows = :follows WHERE id = :id

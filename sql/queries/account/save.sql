-- What changes of an account; an erased one is not changed.
-- params: email text, name text, language text, status text, confirmed instant, signed_in instant, id key
UPDATE account
   SET email = :email, name = :name, language = :language, status = :status, confirmed = :confirmed, signed_in = :signed_in
 WHERE id = :id AND status <> 'erased'

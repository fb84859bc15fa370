-- What is left of an account that could not go: a row without a person, under another code.
-- params: code text, account ref
UPDATE account
   SET code = :code, email = NULL, name = '', language = 'de', status = 'erased', created = 0, confirmed = NULL,
       signed_in = NULL
 WHERE id = :account

-- Own data: the account.
-- params: account ref
-- columns: code text, email text, name text, language text, status text, created_at instant, confirmed_at instant
-- columns: signed_in_at instant
SELECT code, email, name, language, status, created AS created_at, confirmed AS confirmed_at, signed_in AS signed_in_at
  FROM account WHERE id = :account

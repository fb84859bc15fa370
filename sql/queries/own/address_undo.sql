-- Own data: addresses that the account had, while they can be put back, and as long as mails to them are kept.
-- params: account ref
-- columns: email text, changed_at instant, expires_at instant
SELECT email, since AS changed_at, expires AS expires_at
  FROM address_undo WHERE account = :account ORDER BY written, token_hash

-- Tokens that the person made are nobody's.
-- params: account ref
UPDATE directory_token SET made_by = NULL WHERE made_by = :account

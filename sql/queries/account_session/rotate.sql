-- Another key for the same session: who knew the old one is signed out.
-- params: token_hash bytes, id key, account ref
UPDATE account_session SET token_hash = :token_hash WHERE id = :id AND account = :account

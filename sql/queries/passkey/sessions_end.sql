-- The sessions that began with it end, but the one at hand.
-- params: account ref, passkey key, kept key
DELETE FROM account_session WHERE account = :account AND passkey = :passkey AND id <> :kept

-- A second factor that is in use since this time, or later, is in use no more.
-- params: account ref, since instant
DELETE FROM account_totp WHERE account = :account AND (confirmed IS NULL OR confirmed >= :since)

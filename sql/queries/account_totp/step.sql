-- A code was right: it is taken once, and the factor is in use from the first one on.
-- params: step int, now instant, account ref
UPDATE account_totp SET last_step = :step, confirmed = coalesce(confirmed, :now) WHERE account = :account AND last_step < :step

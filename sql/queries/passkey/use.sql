-- Signed in with it; no row: it is gone, or somebody else has used it since it was read.
-- params: counter int, now instant, id key, account ref, before int
UPDATE account_passkey SET counter = :counter, used = :now
 WHERE id = :id AND account = :account AND counter = :before

-- A recovery code works once.
-- params: now instant, account ref, code_hash bytes
UPDATE account_recovery SET used = :now WHERE account = :account AND code_hash = :code_hash AND used IS NULL

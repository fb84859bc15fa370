-- A recovery code.
-- params: account ref, code_hash bytes
INSERT INTO account_recovery (account, code_hash) VALUES (:account, :code_hash)

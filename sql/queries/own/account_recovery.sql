-- Own data: recovery codes, each with its use; not the codes.
-- params: account ref
-- columns: used_at instant
SELECT used AS used_at FROM account_recovery WHERE account = :account ORDER BY used

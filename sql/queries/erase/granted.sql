-- Who gave a role is forgotten; the audit log has the code.
-- params: account ref
UPDATE role_grant SET granted_by = NULL WHERE granted_by = :account

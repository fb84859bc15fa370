-- What a link of this kind is for, while it works.
-- params: account ref, purpose text, now instant
-- columns: value text, expires instant
SELECT value, expires FROM account_token
 WHERE account = :account AND purpose = :purpose AND used IS NULL AND expires > :now

-- When a change away from this address was asked for first, of those that can be taken back.
-- params: account ref, email text, now instant
-- columns: since instant
SELECT since FROM address_undo
 WHERE account = :account AND email = :email AND expires > :now ORDER BY since LIMIT 1

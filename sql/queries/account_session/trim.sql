-- The oldest end when there are too many.
-- params: account ref, kept int
DELETE FROM account_session WHERE account = :account AND id NOT IN
       (SELECT id FROM account_session WHERE account = :account ORDER BY last_used DESC, id DESC LIMIT :kept)

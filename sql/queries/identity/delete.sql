-- Linked no more.
-- params: id key, account ref
DELETE FROM identity WHERE id = :id AND account = :account

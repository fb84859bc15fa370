-- Shares whose time is over.
-- params: now instant
DELETE FROM check_share WHERE expires <= :now

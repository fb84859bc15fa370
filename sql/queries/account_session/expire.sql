-- Sessions that have ended.
-- params: now instant, used_before instant
DELETE FROM account_session WHERE expires <= :now OR last_used <= :used_before

-- SQLite has no roles: the program's connections guard themselves.
-- columns: bypassed int
SELECT 0 AS bypassed

-- Rows of organisations are met by who reaches them (storage/reach.h). SQLite has no policies: each connection puts views
-- and triggers before the tables (driver_sqlite_reach.c), and nothing of them is in the file.
SELECT 1;

-- Lose the connection to the server at once. SQLite has none.
-- columns: cut int
SELECT 1 AS cut

-- Lose the connection to the server at once.
-- columns: cut int
SELECT CAST(pg_terminate_backend(pg_backend_pid()) AS INTEGER) AS cut

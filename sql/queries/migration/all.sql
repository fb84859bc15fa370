-- Applied migrations in order.
-- columns: number int, name text, checksum text
SELECT number, name, checksum FROM migration ORDER BY number

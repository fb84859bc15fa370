-- It is used now; no row: it was before.
-- params: hash bytes, expires instant
INSERT INTO once (hash, expires) VALUES (:hash, :expires) ON CONFLICT (hash) DO NOTHING

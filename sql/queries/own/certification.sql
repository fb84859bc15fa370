-- Own data: seals that the person asked for.
-- params: account ref
-- columns: code text, state text, asked_at instant
SELECT code, state, asked AS asked_at FROM certification WHERE asked_by = :account ORDER BY id

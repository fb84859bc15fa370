-- Accept a plan, in place of the one before.
-- params: token_hash bytes, now instant
-- columns: guest ref
INSERT INTO accepted_plan (guest, accepted, declined)
SELECT id, :now, 0 FROM guest WHERE token_hash = :token_hash
    ON CONFLICT (guest) DO UPDATE
   SET accepted = excluded.accepted, declined = 0
RETURNING guest

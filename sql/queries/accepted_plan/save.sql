-- Accept a plan, in place of the one before.
-- params: token_hash bytes, now instant, wishes int
-- columns: guest ref
INSERT INTO accepted_plan (guest, accepted, wishes, declined)
SELECT id, :now, :wishes, 0 FROM guest WHERE token_hash = :token_hash
    ON CONFLICT (guest) DO UPDATE
   SET accepted = excluded.accepted, wishes = excluded.wishes, declined = 0
RETURNING guest

-- Somebody lets the match learn, or agrees to a newer text.
-- params: wording int, now instant, token_hash bytes
INSERT INTO experience_consent (guest, wording, since)
SELECT id, :wording, :now FROM guest WHERE token_hash = :token_hash
    ON CONFLICT (guest) DO UPDATE SET wording = excluded.wording, since = excluded.since

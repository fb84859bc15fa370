-- A result is shared, when the check is this person's.
-- params: code text, recipient bytes, sealed_key bytes, content bytes, note bytes, created instant, expires instant, run key, person bytes
INSERT INTO check_share (code, run, recipient, sealed_key, content, note, created, expires)
SELECT :code, id, :recipient, :sealed_key, :content, :note, :created, :expires FROM check_run
 WHERE id = :run AND person = :person

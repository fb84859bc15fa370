-- Own data: what the person consented to and took back, from the first.
-- params: person bytes
-- columns: purpose text, wording int, act text, done_on day
SELECT purpose, wording, act, day AS done_on FROM consent WHERE person = :person ORDER BY id

-- All acts of a person, from the first.
-- params: person bytes, acts int
-- columns: purpose text, wording int, act text, day day
SELECT purpose, wording, act, day FROM consent WHERE person = :person ORDER BY id LIMIT :acts

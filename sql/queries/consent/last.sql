-- The last act for a purpose.
-- params: person bytes, purpose text
-- columns: wording int, act text, day day
SELECT wording, act, day FROM consent WHERE person = :person AND purpose = :purpose ORDER BY id DESC LIMIT 1

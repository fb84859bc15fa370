-- Somebody consented, or took it back.
-- params: person bytes, purpose text, wording int, act text, day day
INSERT INTO consent (person, purpose, wording, act, day) VALUES (:person, :purpose, :wording, :act, :day)

-- A member.
-- params: municipality ref, source text, place int
INSERT INTO member (municipality, source, place)
VALUES (:municipality, :source, :place)

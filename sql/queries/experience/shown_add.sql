-- A block of it.
-- params: list ref, place int, module ref, overlap int, score int, deed int
INSERT INTO experience_shown (list, place, module, overlap, score, deed)
VALUES (:list, :place, :module, :overlap, :score, :deed)

-- What one expert says.
-- params: certification ref, organisation ref, place int, reviewer ref, board text, judgements json, now instant
INSERT INTO certification_review (certification, organisation, place, reviewer, board, judgements, given)
VALUES (:certification, :organisation, :place, :reviewer, :board, :judgements, :now)

-- What experts said of a request, in the order in which they did.
-- params: certification ref
-- columns: reviewer ref, board text, judgements json, given instant
SELECT reviewer, board, judgements, given FROM certification_review WHERE certification = :certification ORDER BY place

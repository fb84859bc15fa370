-- Own data: judgements that the person gave as an expert.
-- params: account ref
-- columns: code text, board text, judgements json, given_at instant
SELECT certification.code, certification_review.board, certification_review.judgements, certification_review.given AS given_at
  FROM certification_review JOIN certification ON certification.id = certification_review.certification
 WHERE certification_review.reviewer = :account ORDER BY certification.id

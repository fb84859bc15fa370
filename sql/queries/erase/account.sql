-- The account, unless items in use, a calibration or an expert's judgement hang on it.
-- params: account ref
DELETE FROM account
 WHERE id = :account
   AND NOT EXISTS (SELECT 1 FROM item_version WHERE item_version.author = account.id OR item_version.reviewer = account.id)
   AND NOT EXISTS (SELECT 1 FROM item_calibration WHERE item_calibration.adopter = account.id)
   AND NOT EXISTS (SELECT 1 FROM certification_review WHERE certification_review.reviewer = account.id)

-- Two modules that nobody takes both.
-- params: module ref, excluded ref
INSERT INTO module_exclusion (module, excluded)
VALUES (:module, :excluded)

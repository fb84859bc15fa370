-- Erasures so far, and after how many of them the files were cleaned of what they left.
INSERT INTO counter (name, value) VALUES ('erased', 0);
INSERT INTO counter (name, value) VALUES ('scrubbed', 0);

-- Of a share the day is kept, not the time: by its time it could be joined with the audit log (CHECK-26).
UPDATE check_share SET created = created - created % 86400000;

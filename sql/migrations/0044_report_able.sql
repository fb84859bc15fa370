-- Who of a group could confirm a job profile, and groups that nobody is in any more (REPORT-2, REPORT-5).
ALTER TABLE report_row ADD COLUMN able int NOT NULL DEFAULT 0; -- of the people: who have a job profile and said that the entry is right
ALTER TABLE report_row ADD COLUMN gone flag NOT NULL DEFAULT 0; -- 1: nobody is in the group any more; what it counted is still to be protected

-- One row of a month; it stays as it is.
-- params: organisation ref, month day, part text, subject int, label text, people int, accepted int, confirmed int
-- params: able int, gone flag
INSERT INTO report_row (organisation, month, part, subject, label, people, accepted, confirmed, able, gone)
VALUES (:organisation, :month, :part, :subject, :label, :people, :accepted, :confirmed, :able, :gone)
    ON CONFLICT DO NOTHING

-- What would be refused anyway.
-- params: before instant
DELETE FROM once WHERE expires < :before

-- Former addresses whose mails are forgotten as well.
-- params: before instant
DELETE FROM address_undo WHERE written < :before

-- What others share with an address.
-- params: recipient bytes
DELETE FROM check_share WHERE recipient = :recipient

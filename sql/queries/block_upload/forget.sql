-- One list (0: none), and all that are old.
-- params: id int, before instant
DELETE FROM block_upload WHERE id = :id OR created < :before

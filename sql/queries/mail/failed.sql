-- It could not be sent, and why.
-- params: failure text, id key
UPDATE mail SET failure = :failure WHERE id = :id

-- It is tried no more: what it said, a link perhaps, is kept no longer.
-- params: tries int, failure text, id key
UPDATE mail SET tries = :tries, failure = :failure, body = '' WHERE id = :id

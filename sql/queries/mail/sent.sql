-- It was sent: what it said is needed no more.
-- params: now instant, id key
UPDATE mail SET sent = :now, body = '', failure = '' WHERE id = :id

-- It was laid into the demo's folder: the demo's page still shows it.
-- params: now instant, id key
UPDATE mail SET sent = :now, failure = '' WHERE id = :id

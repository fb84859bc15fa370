-- A module, new or changed, without what hangs on it and what it points to. No row: the code is another provider's, or
-- another feed's; a feed may name another provider of its own block.
-- params: code text, provider ref, title text, summary text, description text, language text, url text
-- params: format text, kind text, certificate text, minutes int, price cents, accessibility int
-- params: certified_by text, certified_criteria text, certified_until day, follow_within_weeks int
-- params: self_paced flag, demo flag, gone flag, feed text
-- columns: id key
INSERT INTO module (code, provider, title, summary, description, language, url, format, kind, certificate, minutes, price,
       accessibility, certified_by, certified_criteria, certified_until, follow_within_weeks, self_paced,
       demo, gone, feed)
VALUES (:code, :provider, :title, :summary, :description, :language, :url, :format, :kind, :certificate, :minutes,
       :price, :accessibility, :certified_by, :certified_criteria, :certified_until, :follow_within_weeks,
       :self_paced, :demo, :gone, :feed)
    ON CONFLICT (code) DO UPDATE
   SET provider = excluded.provider, title = excluded.title, summary = excluded.summary,
       description = excluded.description, language = excluded.language, url = excluded.url,
       format = excluded.format, kind = excluded.kind, certificate = excluded.certificate,
       minutes = excluded.minutes, price = excluded.price, accessibility = excluded.accessibility,
       certified_by = excluded.certified_by, certified_criteria = excluded.certified_criteria,
       certified_until = excluded.certified_until, follow_within_weeks = excluded.follow_within_weeks,
       self_paced = excluded.self_paced, demo = excluded.demo, gone = excluded.gone
 WHERE COALESCE(module.feed, '') = COALESCE(excluded.feed, '')
   AND (module.provider = excluded.provider OR module.feed IS NOT NULL)
RETURNING id

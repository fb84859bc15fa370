-- A provider asks for certification of a published version.
-- params: organisation ref, version ref, code text, criteria json, now instant, asked_by ref
-- columns: id key
INSERT INTO certification (organisation, version, code, state, criteria, asked, asked_by, reason)
VALUES (:organisation, :version, :code, 'asked', :criteria, :now, :asked_by, '')
RETURNING id

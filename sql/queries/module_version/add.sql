-- One more version of a block.
-- params: organisation ref, code text, version int, state text, title text, content json, author ref, now instant
-- columns: id key
INSERT INTO module_version (organisation, code, version, state, title, content, edition, author, note, created, changed)
VALUES (:organisation, :code, :version, :state, :title, :content, 1, :author, '', :now, :now)
RETURNING id

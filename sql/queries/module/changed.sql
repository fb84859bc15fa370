-- A module was changed at the present revision.
-- params: id key
INSERT INTO module_change (module, revision)
SELECT m.id, c.value FROM module m, counter c WHERE m.id = :id AND c.name = 'catalogue'
    ON CONFLICT (module) DO UPDATE SET revision = excluded.revision

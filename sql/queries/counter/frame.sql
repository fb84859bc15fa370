-- Something else than a module was changed at the present revision.
UPDATE counter SET value = (SELECT value FROM counter WHERE name = 'catalogue') WHERE name = 'catalogue_frame'

-- A list was uploaded.
-- params: organisation ref, account ref, now instant, list bytes
-- columns: id key
INSERT INTO employee_import (organisation, account, created, list) VALUES (:organisation, :account, :now, :list)
RETURNING id

-- Own data: as other systems know the person.
-- params: account ref
-- columns: issuer text, subject text, created_at instant
SELECT issuer, subject, created AS created_at FROM identity WHERE account = :account ORDER BY id
